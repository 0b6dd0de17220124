// SPDX-License-Identifier: EUPL-1.2
// The Windows Runtime by its binary interface: mingw-w64 has no header for notifications, so the
// few interfaces stand here, with ids and order of functions as in Microsoft's published
// windows.ui.notifications.idl and windows.data.xml.dom.idl. Functions that are not called but
// stand before one that is are named all the same, for each has its place in the table.
#include "agent/host/windows_toast.h"

#include "agent/host/windows_com.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_strings.h"

#include <windows.h>

// after windows.h
#include <hstring.h>

namespace distanskoll::agent {
namespace {

using windows::ComPointer;

constexpr wchar_t kManagerClass[] = L"Windows.UI.Notifications.ToastNotificationManager";
constexpr wchar_t kNotificationClass[] = L"Windows.UI.Notifications.ToastNotification";
constexpr wchar_t kDocumentClass[] = L"Windows.Data.Xml.Dom.XmlDocument";

constexpr GUID kManagerId{
    0x50AC103F, 0xD235, 0x4598, {0xBB, 0xEF, 0x98, 0xFE, 0x4D, 0x1A, 0x3A, 0xD4}};
constexpr GUID kNotificationFactoryId{
    0x04124B20, 0x82C6, 0x4229, {0xB1, 0x09, 0xFD, 0x9E, 0xD4, 0x66, 0x2B, 0x53}};
constexpr GUID kDocumentId{
    0xF7F3A506, 0x1E87, 0x42D6, {0xBC, 0xFB, 0xB8, 0xC8, 0x09, 0xFA, 0x54, 0x94}};
constexpr GUID kDocumentTextId{
    0x6CD0E74E, 0xEE65, 0x4489, {0x9E, 0xBF, 0xCA, 0x43, 0xE8, 0x7B, 0xA6, 0x37}};

/// IInspectable, whose public destructor nobody may inherit: none of these is ever deleted.
struct Object {
  virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID id, void** object) = 0;
  virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
  virtual ULONG STDMETHODCALLTYPE Release() = 0;
  virtual HRESULT STDMETHODCALLTYPE GetIids(ULONG* count, IID** ids) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetRuntimeClassName(HSTRING* name) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetTrustLevel(int* level) = 0;

 protected:
  ~Object() = default;
};

/// Only handed on.
using Document = Object;
using Notification = Object;

struct DocumentText : Object {
  virtual HRESULT STDMETHODCALLTYPE LoadXml(HSTRING xml) = 0;

 protected:
  ~DocumentText() = default;
};

enum class Setting : int {};  // NotificationSetting; 0: enabled

struct Notifier : Object {
  virtual HRESULT STDMETHODCALLTYPE Show(Notification* notification) = 0;
  virtual HRESULT STDMETHODCALLTYPE Hide(Notification* notification) = 0;
  virtual HRESULT STDMETHODCALLTYPE get_Setting(Setting* setting) = 0;

 protected:
  ~Notifier() = default;
};

struct Manager : Object {
  virtual HRESULT STDMETHODCALLTYPE CreateToastNotifier(Notifier** notifier) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateToastNotifierWithId(HSTRING id, Notifier** notifier) = 0;

 protected:
  ~Manager() = default;
};

struct NotificationFactory : Object {
  virtual HRESULT STDMETHODCALLTYPE CreateToastNotification(Document* content,
                                                            Notification** notification) = 0;

 protected:
  ~NotificationFactory() = default;
};

/// What combase.dll has; looked up when the first notification is to be shown.
struct Runtime {
  using Initialize = HRESULT WINAPI(int);
  using Uninitialize = void WINAPI();
  using GetFactory = HRESULT WINAPI(HSTRING, REFIID, void**);
  using Activate = HRESULT WINAPI(HSTRING, Object**);
  using CreateString = HRESULT WINAPI(const wchar_t*, UINT32, HSTRING*);
  using DeleteString = HRESULT WINAPI(HSTRING);

  Initialize* initialize;
  Uninitialize* uninitialize;
  GetFactory* get_factory;
  Activate* activate;
  CreateString* create_string;
  DeleteString* delete_string;
};

Result<Runtime> find_runtime() {
  const Library library(L"combase.dll");
  const Runtime found{library.find<Runtime::Initialize>("RoInitialize"),
                      library.find<Runtime::Uninitialize>("RoUninitialize"),
                      library.find<Runtime::GetFactory>("RoGetActivationFactory"),
                      library.find<Runtime::Activate>("RoActivateInstance"),
                      library.find<Runtime::CreateString>("WindowsCreateString"),
                      library.find<Runtime::DeleteString>("WindowsDeleteString")};
  if (found.initialize == nullptr || found.uninitialize == nullptr ||
      found.get_factory == nullptr || found.activate == nullptr || found.create_string == nullptr ||
      found.delete_string == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows has no Windows Runtime"};
  }
  return found;
}

/// This thread is in the Windows Runtime while it lives. A thread that is in COM in another way
/// (RPC_E_CHANGED_MODE) may call all the same.
class Stay {
 public:
  explicit Stay(const Runtime& runtime)
      : runtime_(runtime), entered_(SUCCEEDED(runtime.initialize(kMultiThreaded))) {}
  Stay(const Stay&) = delete;
  Stay& operator=(const Stay&) = delete;
  ~Stay() {
    if (entered_) runtime_.uninitialize();
  }

 private:
  static constexpr int kMultiThreaded = 1;  // RO_INIT_MULTITHREADED
  const Runtime& runtime_;
  const bool entered_;
};

class Hstring {
 public:
  Hstring(const Runtime& runtime, std::wstring_view text) : runtime_(runtime) {
    if (FAILED(runtime.create_string(text.data(), static_cast<UINT32>(text.size()), &at_))) {
      at_ = nullptr;  // the empty text, which nobody takes for a class or a document
    }
  }
  Hstring(const Hstring&) = delete;
  Hstring& operator=(const Hstring&) = delete;
  ~Hstring() { runtime_.delete_string(at_); }
  [[nodiscard]] HSTRING get() const { return at_; }

 private:
  const Runtime& runtime_;
  HSTRING at_ = nullptr;
};

/// `call` filled `pointer`, which some implementations leave empty without an error.
template <class Interface>
Result<void> filled(std::string_view what, HRESULT call, const ComPointer<Interface>& pointer) {
  if (FAILED(call)) return com_error(what, call);
  if (!pointer) return Error{ErrorCode::kUnsupported, std::string(what) + ": nothing came"};
  return {};
}

template <class Interface>
Result<ComPointer<Interface>> factory_of(const Runtime& runtime, std::wstring_view name,
                                         const GUID& id) {
  ComPointer<Interface> factory;
  void* at = nullptr;
  const HRESULT called = runtime.get_factory(Hstring(runtime, name).get(), id, &at);
  *factory.receive() = static_cast<Interface*>(at);
  DISTANSKOLL_TRY(filled("notifications", called, factory));
  return factory;
}

template <class Interface>
Result<ComPointer<Interface>> as(Object& object, const GUID& id) {
  ComPointer<Interface> other;
  void* at = nullptr;
  const HRESULT called = object.QueryInterface(id, &at);
  *other.receive() = static_cast<Interface*>(at);
  DISTANSKOLL_TRY(filled("the notification's text", called, other));
  return other;
}

Result<ComPointer<Document>> document_of(const Runtime& runtime, const std::string& xml) {
  ComPointer<Object> made;
  const HRESULT called = runtime.activate(Hstring(runtime, kDocumentClass).get(), made.receive());
  DISTANSKOLL_TRY(filled("the notification's document", called, made));
  auto text = as<DocumentText>(*made.get(), kDocumentTextId);
  if (!text) return text.error();
  const HRESULT loaded = (*text)->LoadXml(Hstring(runtime, to_utf16(xml)).get());
  if (FAILED(loaded)) {
    return Error{ErrorCode::kMalformed, com_error("the notification's XML", loaded).message};
  }
  return as<Document>(*made.get(), kDocumentId);
}

/// The notifier of our name, if the person and the policies let it say anything.
Result<ComPointer<Notifier>> notifier_of(const Runtime& runtime) {
  auto manager = factory_of<Manager>(runtime, kManagerClass, kManagerId);
  if (!manager) return manager.error();
  ComPointer<Notifier> notifier;
  const Hstring name(runtime, to_utf16(kAppUserModelId));
  const HRESULT called = (*manager)->CreateToastNotifierWithId(name.get(), notifier.receive());
  DISTANSKOLL_TRY(filled("notifications", called, notifier));
  Setting setting{};
  // Where the setting is not told, showing tells.
  if (SUCCEEDED(notifier->get_Setting(&setting)) && setting != Setting{}) {
    return Error{ErrorCode::kPermissionDenied, "notifications are switched off"};
  }
  return notifier;
}

Result<void> show(const Runtime& runtime, const std::string& xml) {
  const auto notifier = notifier_of(runtime);
  if (!notifier) return notifier.error();
  const auto document = document_of(runtime, xml);
  if (!document) return document.error();
  const auto factory =
      factory_of<NotificationFactory>(runtime, kNotificationClass, kNotificationFactoryId);
  if (!factory) return factory.error();
  ComPointer<Notification> notification;
  const HRESULT made = (*factory)->CreateToastNotification(document->get(), notification.receive());
  DISTANSKOLL_TRY(filled("the notification", made, notification));
  const HRESULT shown = (*notifier)->Show(notification.get());
  if (FAILED(shown)) return com_error("the notification", shown);
  return {};
}

}  // namespace

Result<void> show_toast(const std::string& xml) {
  const auto runtime = find_runtime();
  if (!runtime) return runtime.error();
  const Stay stay(*runtime);
  return show(*runtime, xml);
}

}  // namespace distanskoll::agent
