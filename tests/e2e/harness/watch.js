// Stands before all other scripts of the page: hears whatever goes wrong from the beginning on.
// An event for what the policy did not let happen, and what the app itself says in the console: a
// panic is written there, and nothing works from then on.
window.complaints ??= [];
{
  const { error } = console;
  console.error = (...all) => {
    complaints.push(all.map(String).join(" "));
    error.apply(console, all);
  };
  addEventListener("error", (it) => it.message && complaints.push(String(it.message)));
  addEventListener("securitypolicyviolation", (it) =>
    complaints.push(
      `policy: ${it.effectiveDirective} ${it.blockedURI} ${it.sample} (${it.sourceFile}:${it.lineNumber})`,
    ),
  );
}
