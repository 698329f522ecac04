import { checkWorld } from "./world-checks";

checkWorld("the first minute of a month in Kyiv", "2026-10-31T22:00:30Z");
