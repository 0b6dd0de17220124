// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The style of the local page, one text whose digest stands in the page's own security policy.
// Contrast is at least 4.5:1 in light and dark (WCAG 2.2, 1.4.3); nothing is told by colour alone.

#include <string_view>

namespace distanskoll::agent {

inline constexpr std::string_view kPageStyle = R"css(
:root{--page:#f6f6f3;--card:#fff;--text:#1b1d1f;--quiet:#4d5358;--line:#c9ccc8;--link:#0b4f8a;
--fail:#a3171b;--pass:#19632f;--unknown:#75500a}
@media(prefers-color-scheme:dark){:root{--page:#15181a;--card:#1f2326;--text:#eceeee;--quiet:#b4bbbf;
--line:#474e52;--link:#8ec5ff;--fail:#ff9f99;--pass:#85d79b;--unknown:#f0c674}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 "Segoe UI",system-ui,sans-serif}
main,footer{max-width:46rem;margin:0 auto;padding:1rem 1.25rem}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.3rem;margin:2.25rem 0 .75rem}
h3{font-size:1.1rem;margin:0 0 .25rem}
p{margin:.5rem 0}
a{color:var(--link);overflow-wrap:anywhere}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.requirement,.notice,.summary{background:var(--card);border:1px solid var(--line);border-radius:.5rem;
padding:.9rem 1.1rem;margin:.75rem 0}
.summary{font-size:1.15rem;font-weight:600;border-left:.4rem solid}
.notice{border-left:.4rem solid var(--unknown)}
.badge{font-weight:600;margin:0}
.fail{color:var(--fail)}
.pass{color:var(--pass)}
.unknown{color:var(--unknown)}
.none{color:var(--quiet)}
dl{margin:.5rem 0}
dt{font-weight:600;margin-top:.6rem}
dd{margin:0;overflow-wrap:anywhere}
@media(min-width:40rem){.facts{display:grid;grid-template-columns:14rem 1fr;gap:.4rem 1.25rem}
.facts dt{margin:0}}
footer{color:var(--quiet);font-size:.9rem;border-top:1px solid var(--line);margin-top:2rem}
@media print{body{background:#fff;color:#000}}
)css";

}  // namespace distanskoll::agent
