#!/usr/bin/env node
import { enterCommand } from "../command-entry.ts";

enterCommand("keyhawk-app", () => import("./start.ts"));
