#!/usr/bin/env node
import { enterCommand } from "../command-entry.ts";

enterCommand("keyhawk", () => import("./start.ts"));
