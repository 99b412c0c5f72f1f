// The page on which people search the memory, in a browser.
#ifndef SERVER_HTTP_SEARCH_PAGE_H_
#define SERVER_HTTP_SEARCH_PAGE_H_

#include "absl/strings/string_view.h"

namespace presstm {

// The files search.html, search.js and search.css beside this one.
absl::string_view SearchPage();
absl::string_view SearchScript();
absl::string_view SearchStyle();

}  // namespace presstm

#endif  // SERVER_HTTP_SEARCH_PAGE_H_
