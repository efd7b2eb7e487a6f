/** The look of the pages: light and dark as the system has it, and readable on paper. */
export const style = `
:root{color-scheme:light dark;--line:light-dark(#e4e4e7,#3f3f46);--muted:light-dark(#5b5b66,#a1a1aa);--page:light-dark(#fafafa,#0c0c0f);--sheet:light-dark(#fff,#18181b);--link:light-dark(#3730a3,#a5b4fc);--soft:light-dark(#eef2ff,#27273a)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);font:15px/1.55 ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif}
header{display:flex;gap:1rem;justify-content:space-between;align-items:center;flex-wrap:wrap;padding:.75rem 1.5rem;border-bottom:1px solid var(--line);background:var(--sheet)}
header nav{display:flex;gap:1rem}
a{color:var(--link)}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,pre:focus-visible,.wide:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.home{font-weight:600;color:inherit;text-decoration:none}
.skip{position:absolute;left:-999px}.skip:focus{left:.5rem;top:.5rem;background:var(--sheet);padding:.5rem}
main{max-width:64rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}
.anchor{color:inherit;text-decoration:none}.anchor::after{content:" #" / "";color:var(--muted);font-weight:400}.anchor:hover::after{color:var(--link)}
:target{scroll-margin-top:1rem}:target>.anchor{text-decoration:underline;text-underline-offset:.25em}
.lead{margin:.25rem 0 1rem;color:var(--muted)}.lead code{white-space:nowrap}
.facts{margin:0 0 1rem;padding-left:1.2rem}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.9em}
table{border-collapse:collapse;width:100%;background:var(--sheet);border:1px solid var(--line)}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem;border-bottom:1px solid var(--line)}
thead th{font-weight:500;color:var(--muted);white-space:nowrap}
tbody th{font-weight:600}
.wire{display:block;font-weight:400;color:var(--muted);font-size:.85em}
.wide{overflow-x:auto}
.verb{display:inline-block;min-width:4.2em;padding:0 .4em;border-radius:.25rem;background:var(--soft);font:600 .8em/1.7 ui-monospace,monospace;text-align:center}
.operations{list-style:none;margin:0;padding:0;background:var(--sheet);border:1px solid var(--line);border-radius:.5rem}
.operations li{padding:.7rem 1rem;border-bottom:1px solid var(--line)}.operations li:last-child{border-bottom:0}
.operations p{margin:.15rem 0 0}
.entry{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:baseline}
.name{font-weight:600}
.route{overflow-wrap:anywhere}
.meta{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;color:var(--muted);font-size:.88em}
.formats{display:flex;gap:.75rem}
.search{display:flex;gap:.75rem;align-items:center;margin:1rem 0}.search[hidden]{display:none}
.search input{flex:1;max-width:26rem;padding:.45rem .7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--sheet);color:inherit;font:inherit}
.tabs{display:flex;flex-wrap:wrap;gap:.25rem;border-bottom:1px solid var(--line);margin-bottom:1rem}
.tabs a{padding:.35rem .7rem;text-decoration:none;color:var(--muted)}.tabs a:hover{color:inherit;background:var(--soft)}
.tabs a[aria-current]{color:inherit;font-weight:600;border-bottom:2px solid var(--link);margin-bottom:-1px}
.sample{margin:1rem 0;border:1px solid var(--line);border-radius:.5rem;background:var(--sheet);overflow:hidden}
.sample figcaption{display:flex;justify-content:space-between;align-items:center;padding:.35rem .75rem;border-bottom:1px solid var(--line);color:var(--muted);font-size:.88em;min-height:2.2rem}
.sample pre{margin:0;padding:.75rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.copy{font:inherit;padding:.1rem .6rem;border:1px solid var(--line);border-radius:.3rem;background:none;color:inherit;cursor:pointer}
.field{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;margin:.4rem 0}.field label{flex:0 0 11rem;font-family:ui-monospace,monospace;font-size:.9em}.field input,.field select{flex:1 1 14rem;max-width:30rem;padding:.4rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--sheet);color:inherit;font:inherit}
.send{display:flex;gap:1rem;align-items:center}.send button{font:inherit;font-weight:600;padding:.45rem .9rem;border:0;border-radius:.4rem;background:var(--link);color:var(--page);cursor:pointer}
.known{columns:16rem}
.none{color:var(--muted)}
@media (max-width:40rem){.wide thead{display:none}.wide tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}.wide td,.wide th{display:block;border:0;padding:.05rem .75rem}.wide td[data-label]::before{content:attr(data-label) ": ";color:var(--muted)}main{padding:1rem}header{padding:.6rem 1rem;gap:.25rem 1rem}.send{flex-wrap:wrap}}
@media print{:root{color-scheme:light}section:has(#try),header,.tabs,.search,.copy,.skip,.formats{display:none}body{background:none;font-size:10pt}main{max-width:none;padding:0}a{color:inherit}.anchor::after{content:none}h2,h3,figcaption,thead{break-after:avoid}tr,.operations li{break-inside:avoid}table,.sample,.operations{background:none}}
`.replaceAll('\n', '');
