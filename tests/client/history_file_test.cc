#include "client/history_file.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class HistoryFileTest : public ::testing::Test {
 protected:
  HistoryFileTest() {
    std::string folder = ::testing::TempDir() + "/history-XXXXXX";
    folder_ = mkdtemp(folder.data());
    path_ = folder_ / "state" / "presstm" / "shell_history";
  }
  ~HistoryFileTest() override { std::filesystem::remove_all(folder_); }

  std::string Contents() const {
    std::ifstream file(path_);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  mode_t Mode(const std::filesystem::path& path) const {
    struct stat status = {};
    EXPECT_EQ(stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  }

  void Write(const std::string& text) const {
    std::filesystem::create_directories(path_.parent_path());
    std::ofstream(path_, std::ios::binary) << text;
  }

  std::filesystem::path folder_;
  std::filesystem::path path_;
};

TEST_F(HistoryFileTest, KeepsLinesForTheirOwnerOnly) {
  {
    const auto file = HistoryFile::Open(path_);
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_THAT(file->lines(), IsEmpty());
    EXPECT_TRUE(file->Append("发言人").ok());
    EXPECT_TRUE(file->Append(":swap").ok());
  }
  EXPECT_EQ(Mode(path_), 0600);
  EXPECT_EQ(Mode(path_.parent_path()), 0700);
  const auto again = HistoryFile::Open(path_);
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(again->lines(), ElementsAre("发言人", ":swap"));
}

TEST_F(HistoryFileTest, TakesTheFileFromOthers) {
  Write("one\n");
  std::filesystem::permissions(path_, std::filesystem::perms(0644));
  ASSERT_TRUE(HistoryFile::Open(path_).ok());
  EXPECT_EQ(Mode(path_), 0600);
}

TEST_F(HistoryFileTest, TwoProgramsAddToTheSameFile) {
  const auto one = HistoryFile::Open(path_);
  const auto other = HistoryFile::Open(path_);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_TRUE(one->Append("1").ok());
  EXPECT_TRUE(other->Append("2").ok());
  EXPECT_TRUE(one->Append("3").ok());
  EXPECT_EQ(Contents(), "1\n2\n3\n");
}

TEST_F(HistoryFileTest, TakesTheOldestAway) {
  std::string text;
  for (size_t k = 0; k < kMaxHistoryLines + 5; ++k) {
    text += std::to_string(k) + "\n";
  }
  Write(text);
  const auto file = HistoryFile::Open(path_);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->lines().size(), kMaxHistoryLines);
  EXPECT_EQ(file->lines().front(), "5");
  EXPECT_EQ(Contents().substr(0, 4), "5\n6\n");
  EXPECT_EQ(Mode(path_), 0600);
}

TEST_F(HistoryFileTest, LeavesOutWhatIsNoLine) {
  Write("good\n\xFF\nwith \x1b escape\nlast");
  const auto file = HistoryFile::Open(path_);
  ASSERT_TRUE(file.ok());
  EXPECT_THAT(file->lines(), ElementsAre("good", "last"));
  EXPECT_TRUE(file->Append("two\nlines").ok());
  EXPECT_THAT(Contents(), Not(HasSubstr("two")));
}

TEST_F(HistoryFileTest, AFileThatCannotBeMadeIsNamed) {
  std::ofstream(folder_ / "state") << "a file, not a folder";
  const auto file = HistoryFile::Open(path_);
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(std::string(file.status().message()), HasSubstr(path_.string()));
}

TEST(DefaultHistoryPathTest, FollowsTheEnvironment) {
  setenv("HOME", "/home/kim", 1);
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(DefaultHistoryPath(), "/state/presstm/shell_history");
  setenv("XDG_STATE_HOME", "relative", 1);
  EXPECT_EQ(DefaultHistoryPath(),
            "/home/kim/.local/state/presstm/shell_history");
  unsetenv("XDG_STATE_HOME");
  EXPECT_EQ(DefaultHistoryPath(),
            "/home/kim/.local/state/presstm/shell_history");
  unsetenv("HOME");
  EXPECT_EQ(DefaultHistoryPath(), std::nullopt);
}

}  // namespace
}  // namespace presstm
