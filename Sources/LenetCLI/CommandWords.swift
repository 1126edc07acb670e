/// Options may stand before the subcommand too: `lenet --json run file.lenet`. The parser of arguments wants them behind it.
enum CommandWords {
    static let scriptArgument = "script-argument"
    private static let subcommands: Set<String> = ["run", "check", "fmt", "help", "bench"]
    private static let optionsWithValue: Set<String> = ["--seed", "--threads"]

    static func arranged(_ given: [String]) -> [String] {
        let words = withNegativeNumbers(given)
        var leading: [String] = []
        var index = 0
        while index < words.count, words[index].hasPrefix("--"), words[index] != "--" {
            let length = optionsWithValue.contains(words[index]) ? 2 : 1
            leading += words[index..<min(index + length, words.count)]
            index += length
        }
        // `lenet -` is `lenet run -`.
        if index < words.count, words[index] == "-" { return ["run"] + leading + words[index...] }
        // `lenet file.lenet` is what people type who come from other languages.
        if index < words.count, words[index].hasSuffix(".lenet"), !words[index].hasPrefix("-") { return ["run"] + leading + words[index...] }
        guard index < words.count, subcommands.contains(words[index]), !leading.contains("--help"), !leading.contains("--version")
        else { return withMarkedArguments(words) }
        return [words[index]] + leading + words[(index + 1)...]
    }

    /// `--seed -1` has a value, which is out of range; without the sign of equality the parser would take it for an option.
    private static func withNegativeNumbers(_ words: [String]) -> [String] {
        var result: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--" || result.last == "-c" { return result + words[index...] }
            if let last = result.last, optionsWithValue.contains(last), word.hasPrefix("-"), Double(word) != nil {
                result[result.count - 1] = last + "=" + word
            } else {
                result.append(word)
            }
        }
        return result
    }

    /// `-c 'print args' -- 41`
    private static func withMarkedArguments(_ words: [String]) -> [String] {
        var end = 0
        // What follows -c is its statements, whatever it looks like.
        while end < words.count, words[end] != "--" { end += words[end] == "-c" ? 2 : 1 }
        guard end < words.count else { return words }
        return words[..<end] + words[(end + 1)...].flatMap { ["--" + scriptArgument, $0] }
    }
}
