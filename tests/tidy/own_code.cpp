// SPDX-License-Identifier: EUPL-1.2
// A plugin that makes clang-tidy look at our declarations alone. clang-tidy 14 matches its 300
// checks against every system header as well (Boost, OpenSSL, the standard library), throws away
// what it finds there, and spends four fifths of its time so. A later clang-tidy does this itself.
#include <memory>
#include <string>
#include <vector>

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/FrontendPluginRegistry.h>

namespace {

class Narrow final : public clang::ASTConsumer {
 public:
  void HandleTranslationUnit(clang::ASTContext& context) override {
    const clang::SourceManager& sources = context.getSourceManager();
    std::vector<clang::Decl*> own;
    for (clang::Decl* each : context.getTranslationUnitDecl()->decls()) {
      const clang::SourceLocation place = sources.getExpansionLoc(each->getLocation());
      if (place.isValid() && !sources.isInSystemHeader(place)) own.push_back(each);
    }
    context.setTraversalScope(own);
  }
};

class OwnCode final : public clang::PluginASTAction {
 public:
  ActionType getActionType() override { return AddBeforeMainAction; }

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&,
                                                        llvm::StringRef) override {
    return std::make_unique<Narrow>();
  }
  bool ParseArgs(const clang::CompilerInstance&, const std::vector<std::string>&) override {
    return true;
  }
};

const clang::FrontendPluginRegistry::Add<OwnCode> kAdd("own-code", "match our code alone");

}  // namespace
