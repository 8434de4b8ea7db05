// The page's pure modules, as tests import them: they lie among the runner's resources.
const ROOT = new URL("../../main/resources/dev/insight/runner/http/page/", import.meta.url);

export const load = (name) => import(new URL(name, ROOT));
