#include "tm_store/exchange/tmx_metadata.h"

#include "gtest/gtest.h"
#include "tm_store/exchange/tmx_own_properties.h"

namespace presstm {
namespace {

TmxMetadata ReadFrom(std::vector<Property> properties) {
  return MetadataFromProperties({.properties = std::move(properties)});
}

TEST(TmxMetadataTest, FindsTheOrigin) {
  EXPECT_EQ(ReadFrom({}).origin, Origin::kImported);
  EXPECT_EQ(ReadFrom({{"x-Origin", "TM"}}).origin, Origin::kImported);
  EXPECT_EQ(ReadFrom({{"x-Origin", "MT"}}).origin, Origin::kMachine);
  EXPECT_EQ(ReadFrom({{"x-Origin", "MachineTranslation"}}).origin,
            Origin::kMachine);
  EXPECT_EQ(ReadFrom({{"x-Origin", "Alignment"}}).origin, Origin::kAligned);
  EXPECT_EQ(ReadFrom({{"x-Origin", "Interactive"}}).origin, Origin::kHuman);
  EXPECT_EQ(ReadFrom({{"aligned", "yes"}}).origin, Origin::kAligned);
  EXPECT_EQ(ReadFrom({{"aligned", "no"}}).origin, Origin::kImported);
  EXPECT_EQ(ReadFrom({{"tmgr:MTflag", "1"}}).origin, Origin::kMachine);
  EXPECT_EQ(ReadFrom({{"tmgr:MTflag", "0"}}).origin, Origin::kImported);
  EXPECT_EQ(MetadataFromProperties({.created_by = "MT!"}).origin,
            Origin::kMachine);
}

TEST(TmxMetadataTest, FindsStatusAndDocument) {
  EXPECT_EQ(ReadFrom({{"x-ConfirmationLevel", "ApprovedSignOff"}}).status,
            TranslationStatus::kApproved);
  EXPECT_EQ(ReadFrom({{"x-ConfirmationLevel", "Translated"}}).status,
            TranslationStatus::kTranslated);
  EXPECT_EQ(ReadFrom({{"x-ConfirmationLevel", "RejectedTranslation"}}).status,
            TranslationStatus::kDraft);
  EXPECT_EQ(ReadFrom({{"reviewed", "no"}}).status,
            TranslationStatus::kUnspecified);
  EXPECT_EQ(ReadFrom({{"tmgr:docname", "none"}}).document, "");
  EXPECT_EQ(ReadFrom({{"tmgr:docname", "a.xlf"}}).document, "a.xlf");
  EXPECT_EQ(ReadFrom({{"file", "a.html"}, {"x-document", "b"}}).document,
            "a.html");
}

TEST(TmxMetadataTest, AppliesWhatItMade) {
  const TranslationUnit units[] = {
      {.contexts = {{.previous_text = "a", .key = "|"}},
       .document = "news|1",
       .origin = Origin::kHuman,
       .status = TranslationStatus::kApproved},
      {},
      {.properties = {{"prev", "a"}, {"file", "f"}, {"aligned", "yes"}},
       .contexts = {{.previous_text = "a"}, {.language = "ko", .key = "k"}},
       .document = "",
       .origin = Origin::kUnspecified},
  };
  for (const TranslationUnit& unit : units) {
    TranslationUnit read = unit;
    read.contexts.clear();
    read.document = "junk";
    read.origin = Origin::kMachine;
    read.status = TranslationStatus::kDraft;
    for (Property& property : MakeOwnProperties(unit)) {
      read.properties.push_back(std::move(property));
    }
    ApplyProperties(read);
    EXPECT_EQ(read, unit);
  }
}

TEST(TmxMetadataTest, KeepsUnreadablePropertiesOfOurName) {
  TranslationUnit unit = {.properties = {{"x-presstm-origin", "space"},
                                         {"x-presstm-context", "broken"},
                                         {"x-presstm-other", "1"}}};
  ApplyProperties(unit);
  EXPECT_EQ(unit.properties.size(), 3);
}

}  // namespace
}  // namespace presstm
