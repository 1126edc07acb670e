import ArgumentParser
import CKernels
import LenetCommands
import LenetEngine
import LenetShell

/// `lenet`: the prompt, or what `-c` says.
struct LenetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lenet",
        abstract: "Train LeNet-5, watch optimizers, compare rules.",
        discussion: """
            Without a subcommand `lenet` opens a prompt. `-` stands for standard input wherever a FILE may stand.
            Exit codes: 0 fine, 1 a statement failed, 2 usage or syntax, 3 an `expect` was false, 130 interrupted.
            """,
        version: "lenet \(Self.version) (numerics \(numericsVersion), kernels \(Kernels.chosen.name))",
        subcommands: [RunCommand.self, CheckCommand.self, FormatCommand.self, HelpCommand.self, BenchCommand.self])

    static let version = lenetVersion

    // `-c '-2 ^ 2'`: what follows is never an option.
    @Option(name: .customShort("c"), parsing: .unconditionalSingleValue, help: "Run these statements; said again, those after them.")
    var statements: [String] = []

    @Flag(name: .customLong("no-rc"), help: "Leave out the start-up file of the prompt (rc.lenet).")
    var leavesOutStartUpFile = false

    @OptionGroup var shared: SharedOptions

    // What stands behind `--`; CommandWords writes it so, since the parser would not hand it on to a subcommand.
    @Option(name: .customLong(CommandWords.scriptArgument), parsing: .unconditionalSingleValue, help: .hidden)
    var arguments: [String] = []

    func run() throws {
        if !statements.isEmpty {
            try Sitting(shared, arguments).run(text: statements.joined(separator: "\n"), name: "<-c>")
        } else {
            try Sitting(shared, arguments).prompt(readsStartUpFile: !leavesOutStartUpFile)
        }
    }
}

/// `lenet run FILE [-- ARGS]`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run a file.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "A script; - is standard input.")
    var file: String
    @Argument(parsing: .postTerminator, help: "What the script sees as `args`.")
    var arguments: [String] = []

    func run() throws { try Sitting(shared, arguments).run(file: file) }
}

/// `lenet check FILE…`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Parse, resolve names and check options and shapes, without running.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Scripts; - is standard input.")
    var files: [String]

    func run() throws { try Sitting(shared, []).check(files: files) }
}

/// `lenet fmt FILE…`
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Write scripts in the one layout; comments and line breaks stay.",
        discussion: "A file that does not parse is left as it is. - reads standard input and writes to standard output.")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Change nothing; name the files that would change, and fail if there are any.")
    var check = false
    @Argument(help: "Scripts; - is standard input.")
    var files: [String]

    func run() throws { try Sitting(shared, []).format(files: files, onlyCheck: check) }
}

/// `lenet help [WORD…]`
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Explain a word of the language or the code of a message; with --json, all of them.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "A statement, a rule, an option, E0350, …")
    var words: [String] = []

    func run() throws { try Sitting(shared, []).help(words: words, usage: Self.usage(of: words)) }

    /// `lenet help check` explains the subcommand.
    private static func usage(of words: [String]) -> String? {
        let subcommands: [any ParsableCommand.Type] = LenetCommand.configuration.subcommands
        guard words.count == 1, let command = subcommands.first(where: { $0.configuration.commandName == words[0] }) else { return nil }
        return LenetCommand.helpMessage(for: command)
    }
}

/// `lenet bench`
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure how fast this machine trains, beside what its arithmetic could do.")

    enum Subject: String, ExpressibleByArgument, CaseIterable { case networks, rules }

    @OptionGroup var shared: SharedOptions
    @Argument(help: "networks: images a second beside the peak, and each layer's time. rules: what a step of each optimizer costs.")
    var subject = Subject.networks

    func run() throws { try Sitting(shared, []).bench(subject) }
}
