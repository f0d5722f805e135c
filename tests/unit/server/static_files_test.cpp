// SPDX-License-Identifier: Apache-2.0
#include "static_files.hpp"

#include <gmock/gmock.h>

namespace kaomado::server {

namespace {

const std::vector<StaticFile> kFiles{
    {"/index.html", "page"}, {"/assets/app-1.js", "script"}, {"/assets/app-1.js.gz", "packed"}};

Request get(const std::string& path) {
    return {.method = "GET", .path = path};
}

TEST(StaticFiles, APathIsLookedUpAsItIs) {
    EXPECT_EQ(staticAnswer(get("/assets/app-1.js"), kFiles)->body, "script");
    EXPECT_EQ(staticAnswer(get("/"), kFiles)->body, "page");
}

TEST(StaticFiles, NoPathLeadsOutOfTheTable) {
    for (const char* path :
         {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "//etc/passwd.",
          "/assets/app-1.js/..", "/assets/app-1.js%00", "/index.html/", "\\..\\x.txt"})
        EXPECT_EQ(staticAnswer(get(path), kFiles), std::nullopt) << path;
}

TEST(StaticFiles, APackedOneGoesToWhoUnpacks) {
    Request request = get("/assets/app-1.js");
    request.headers["accept-encoding"] = "gzip, br";
    EXPECT_EQ(staticAnswer(request, kFiles)->body, "packed");
}

TEST(StaticFiles, WithoutAPageOneSaysSo) {
    EXPECT_THAT(staticAnswer(get("/"), {})->body, testing::HasSubstr("openapi.json"));
}

} // namespace
} // namespace kaomado::server
