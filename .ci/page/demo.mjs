// The demo as a user runs it, with faults injected at chosen moments by lines on its standard input.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const ROOT = new URL("../..", import.meta.url).pathname;

export class Demo {
    /** Starts it at this port, 0 for any, and returns when it serves. */
    static async start(port = 0) {
        const child = spawn("./insight", ["demo", "--interactive", "--json", "--port", String(port)], { cwd: ROOT, stdio: ["pipe", "ignore", "pipe"] });
        const said = [];
        const ready = new Promise((done, failed) => {
            createInterface({ input: child.stderr }).on("line", line => {
                said.push(line);
                const url = /^Metrics at (http:\/\/[^/]+)\/metrics$/.exec(line)?.[1];
                if (url) done(url);
            });
            child.once("exit", code => failed(new Error(`the demo exited ${code} before it served: ${said.join("\n")}`)));
        });
        return new Demo(child, await ready, said);
    }

    constructor(child, url, said) {
        this.child = child;
        this.url = url;
        this.said = said;
    }

    /** One line of its tour: a fault as --fault takes it, or clear. */
    say(line) {
        this.child.stdin.write(line + "\n");
    }

    /** Ends it, by default without a chance to put anything away. */
    async kill(signal = "SIGKILL") {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            this.child.kill(signal);
            await once(this.child, "exit");
        }
    }
}
