// SPDX-License-Identifier: EUPL-1.2
// The adapter to yaml-cpp: its exceptions end here.
#include "shared/limits.h"
#include "shared/policy/yaml_node.h"
#include "shared/text.h"

#include <algorithm>
#include <charconv>
#include <istream>
#include <map>
#include <streambuf>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace distanskoll::policy {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes [-+]?[0-9]+, 0o[0-7]+ and 0x[0-9a-fA-F]+ (YAML 1.2 core); what does not fit is clamped.
std::optional<std::int64_t> core_integer(std::string_view text) {
  int base = 10;
  bool negative = false;
  if (text.starts_with("0o") || text.starts_with("0x")) {
    base = text[1] == 'o' ? 8 : 16;
    text.remove_prefix(2);
  } else if (text.starts_with('-') || text.starts_with('+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.front() == '-') return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error != std::errc{}) value = INT64_MAX;
  return negative ? -value : value;
}

bool is_core_decimal(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  for (const std::string_view special : {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"}) {
    if (text == special) return true;
  }
  const auto take_digits = [&] {
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto count = end - text.begin();
    text.remove_prefix(static_cast<std::size_t>(count));
    return count;
  };
  auto mantissa = take_digits();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    mantissa += take_digits();
  }
  if (mantissa == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return take_digits() > 0 && text.empty();
}

void type_plain(YamlNode& node) {
  if (node.text == "true" || node.text == "True" || node.text == "TRUE") {
    node.kind = YamlKind::kBoolean;
    node.boolean = true;
  } else if (node.text == "false" || node.text == "False" || node.text == "FALSE") {
    node.kind = YamlKind::kBoolean;
  } else if (const auto integer = core_integer(node.text)) {
    node.kind = YamlKind::kInteger;
    node.integer = *integer;
  } else if (is_core_decimal(node.text)) {
    node.kind = YamlKind::kDecimal;
  }
}

/// Whether the quoted scalar that opens `text` ends: yaml-cpp takes the end of the file for its
/// end.
bool is_closed(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return true;
      ++i;
    }
  }
  return false;
}

/// Turns byte offsets, which mostly grow, into lines and columns in time linear in the file.
class Ruler {
 public:
  explicit Ruler(std::string_view source) : source_(source) {}

  YamlPosition at(std::size_t offset) {
    offset = std::min(offset, source_.size());
    if (offset < offset_) {
      offset_ = 0;
      position_ = {};
    }
    for (; offset_ < offset; ++offset_) {
      if (source_[offset_] == '\n') {
        ++position_.line;
        position_.column = 1;
      } else if ((static_cast<unsigned char>(source_[offset_]) & 0xC0U) != 0x80U) {
        ++position_.column;
      }
    }
    return position_;
  }

 private:
  std::string_view source_;
  std::size_t offset_ = 0;
  YamlPosition position_;
};

/// Builds the tree; notes the first thing that we do not take and ignores everything after it.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view source, YamlState& state)
      : source_(source), ruler_(source), state_(state) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse(mark, "a second document begins here; keep one per file");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    if (!begin(node, mark, "?", anchor)) return;
    const char first = byte_at(mark);
    const bool written = first == '~' || first == 'n' || first == 'N';
    // A value that is not there has the place of what follows it; the key is where to mend it.
    if (!written && !stack_.empty() && stack_.back().key)
      node.position = stack_.back().key->position;
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse(mark, "aliases (*name) are not taken; write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    if (!begin(node, mark, tag, anchor)) return;
    node.kind = YamlKind::kText;
    node.text = value;
    const char first = byte_at(mark);
    if ((first == '"' || first == '\'') && !is_closed(source_.substr(offset_of(mark)))) {
      return refuse(mark, "the quotation mark that opens here is never closed");
    }
    if (first == '|' || first == '>') {  // the line break that ends a block is not part of the text
      while (node.text.ends_with('\n')) node.text.pop_back();
    }
    if (tag == "?") type_plain(node);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(YamlKind::kSequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(YamlKind::kMapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  void refuse(const YAML::Mark& mark, std::string message) {
    refuse(ErrorCode::kMalformed, ruler_.at(offset_of(mark)), std::move(message));
  }

  [[nodiscard]] const std::optional<Error>& refused() const { return refused_; }
  [[nodiscard]] bool empty() const { return nodes_ == 0; }

 private:
  struct Frame {
    YamlNode node;
    std::optional<YamlNode> key;       ///< read, and its value is still to come
    std::map<std::string, int> lines;  ///< of the keys so far
  };

  void refuse(ErrorCode code, YamlPosition position, std::string message) {
    if (refused_) return;
    refused_ = state_.error({position, std::move(message)});
    refused_->code = code;
  }

  static std::size_t offset_of(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
  }

  [[nodiscard]] char byte_at(const YAML::Mark& mark) const {
    return offset_of(mark) < source_.size() ? source_[offset_of(mark)] : '\0';
  }

  bool begin(YamlNode& node, const YAML::Mark& mark, const std::string& tag,
             YAML::anchor_t anchor) {
    if (refused_) return false;
    node.position = ruler_.at(offset_of(mark));
    if (anchor != YAML::NullAnchor) {
      refuse(mark, "anchors (&name) are not taken; write the value out where it is needed");
    } else if (!(tag.empty() || tag == "?" || tag == "!") || byte_at(mark) == '!') {
      refuse(mark, "tags (!name) are not taken; remove it");
    } else if (++nodes_ > limits::kYamlNodes) {
      refuse(ErrorCode::kTooLarge, node.position,
             fmt::format("more than {} values; split the file", limits::kYamlNodes));
    }
    return !refused_;
  }

  void open(YamlKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    YamlNode node;
    if (!begin(node, mark, tag, anchor)) return;
    if (stack_.size() >= static_cast<std::size_t>(limits::kYamlDepth)) {
      refuse(ErrorCode::kTooLarge, node.position,
             fmt::format("nested more than {} levels deep", limits::kYamlDepth));
      return;
    }
    node.kind = kind;
    stack_.push_back({std::move(node), std::nullopt, {}});
  }

  void close() {
    if (refused_) return;
    YamlNode node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (stack_.empty()) {
      state_.root = std::move(node);
      return;
    }
    Frame& parent = stack_.back();
    if (parent.node.kind == YamlKind::kSequence) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key) {
      parent.node.members.push_back({std::move(*parent.key), std::move(node)});
      parent.key.reset();
    } else {
      take_key(parent, std::move(node));
    }
  }

  void take_key(Frame& parent, YamlNode key) {
    if (key.kind == YamlKind::kSequence || key.kind == YamlKind::kMapping ||
        key.kind == YamlKind::kNull) {
      return refuse(ErrorCode::kMalformed, key.position,
                    "a key must be a word; a text that holds braces or brackets needs quotes");
    }
    const auto [first, is_new] = parent.lines.try_emplace(key.text, key.position.line);
    if (!is_new) {
      return refuse(ErrorCode::kMalformed, key.position,
                    fmt::format("the key \"{}\" is given twice, first on line {}; remove one",
                                key.text, first->second));
    }
    parent.key = std::move(key);
  }

  std::string_view source_;
  Ruler ruler_;
  YamlState& state_;
  std::vector<Frame> stack_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  std::optional<Error> refused_;
};

/// Reads from memory without copying it.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): never written to, has no put area
    char* first = const_cast<char*>(text.data());
    setg(first, first, first + text.size());
  }
};

/// yaml-cpp would replace bad bytes silently and guess other encodings.
Result<void> check_text(std::string_view yaml, const YamlState& state) {
  if (yaml.size() > limits::kYamlBytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{}:1:1: the file is larger than {} bytes; split it", state.file,
                             limits::kYamlBytes)};
  }
  YamlPosition position;
  while (!yaml.empty()) {
    const std::size_t end = std::min(yaml.find('\n'), yaml.size());
    std::string_view line = yaml.substr(0, end);
    yaml.remove_prefix(std::min(end + 1, yaml.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (position.line == 1 && line.starts_with("\xEF\xBB\xBF")) {
      return state.error({position, "begins with a byte-order mark; save it as UTF-8 without one"});
    }
    while (!line.empty()) {
      const std::size_t part = std::min(line.find('\t'), line.size());
      if (!is_printable_utf8(line.substr(0, part))) {
        return state.error({position,
                            "this line holds bytes that are no UTF-8 text or a control "
                            "character; save the file as UTF-8"});
      }
      line.remove_prefix(std::min(part + 1, line.size()));
    }
    ++position.line;
  }
  return {};
}

}  // namespace

Result<void> parse_yaml(std::string_view yaml, YamlState& state) {
  DISTANSKOLL_TRY(check_text(yaml, state));
  Builder builder(yaml, state);
  ViewBuffer buffer(yaml);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (!builder.refused() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& exception) {
    builder.refuse(exception.mark, fmt::format("this is no YAML: {}", exception.msg));
  }
  if (builder.refused()) return *builder.refused();
  if (builder.empty()) return state.error({{}, "the file is empty; it must hold keys with values"});
  return {};
}

}  // namespace distanskoll::policy
