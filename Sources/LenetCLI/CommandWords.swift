/// Options may stand before the subcommand too: `lenet --json run file.lenet`. The parser of arguments wants them behind it.
enum CommandWords {
    private static let subcommands: Set<String> = ["run", "check", "bench"]
    private static let optionsWithValue: Set<String> = ["--seed", "--threads"]

    static func arranged(_ words: [String]) -> [String] {
        var leading: [String] = []
        var index = 0
        while index < words.count, words[index].hasPrefix("--"), words[index] != "--" {
            let length = optionsWithValue.contains(words[index]) ? 2 : 1
            leading += words[index..<min(index + length, words.count)]
            index += length
        }
        guard index < words.count, subcommands.contains(words[index]), !leading.contains("--help"), !leading.contains("--version")
        else { return words }
        return [words[index]] + leading + words[(index + 1)...]
    }
}
