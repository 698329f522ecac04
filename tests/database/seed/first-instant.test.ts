import { checkWorld } from "./world-checks";

checkWorld("the first instant of a year in Auckland", "2026-12-31T11:00:00Z");
