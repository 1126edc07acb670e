import Foundation
import LenetSyntax
import Testing

/// Random token streams and damaged scripts: whatever comes, the answer is a tree and located messages.
/// `LENET_FUZZ=1000000` tries more.
@Suite("Anything may be typed")
struct FuzzTests {
    @Test("20,000 damaged inputs are answered, not crashed on", arguments: 0..<4)
    func fuzz(stream: Int) throws {
        var random = SplitMix(state: UInt64(stream) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let scripts = try LanguageScripts.all().map(\.text)
        let count = ProcessInfo.processInfo.environment["LENET_FUZZ"].flatMap { Int($0) } ?? 20_000
        for _ in 0..<count / 4 {
            check(Self.text(scripts, &random))
        }
    }

    private static let mistakes = Mistakes.topics.sorted { $0.key < $1.key }.flatMap(\.value)

    /// A stream of tokens, a damaged script, or both.
    static func text(_ scripts: [String], _ random: inout SplitMix) -> String {
        switch random.below(4) {
        case 0: tokens(&random)
        case 1: damaged(random.of(scripts), &random)
        case 2: damaged(random.of(mistakes), &random)
        default: damaged(tokens(&random), &random)
        }
    }

    private func check(_ text: String) {
        let script = Script(text, files: ["common.lenet": "print 1", "b": "include \"b\""])
        let length = Int32(text.utf8.count)
        for diagnostic in script.parsed.diagnostics {
            for label in [diagnostic.primary].compactMap({ $0 }) + diagnostic.secondary where label.span.source.index == 0 {
                if label.span.start < 0 || label.span.start > label.span.end || label.span.end > length {
                    Issue.record("\(label) lies outside of \(text.debugDescription)")
                }
            }
        }
        if let first = script.parsed.diagnostics.first, first.title.isEmpty || script.rendered.isEmpty {
            Issue.record("an empty message for \(text.debugDescription)")
        }
        if script.parsed.isIncomplete, script.parsed.diagnostics.isEmpty {
            Issue.record("incomplete without a message: \(text.debugDescription)")
        }
        let laidOut = LenetSyntax.Formatter.formatted(text)
        if script.parsed.diagnostics.isEmpty, LenetSyntax.Formatter.formatted(laidOut) != laidOut {
            Issue.record("laid out twice it differs: \(text.debugDescription)")
        }
        var end: Int32 = 0
        for token in Lexer.tokens(of: Source(name: "", text: text), as: SourceID(index: 0)) {
            if token.start < end || token.end < token.start {
                Issue.record("tokens overlap in \(text.debugDescription)")
                break
            }
            end = token.end
        }
    }

    private static let vocabulary = [
        "train", "with", "adam", "lr", "0.1", "epochs", "5", "print", "\"text\"", "\"a {x:%} b\"", "{", "}", "(", ")", "[", "]", ",", ":", ";", "\n",
        "=", "==", "<", ">", "+", "-", "*", "/", "^", "..", ".", "if", "else", "for", "in", "while", "repeat", "def", "return", "break", "let", "not",
        "and", "or", "mod", "optimizer", "state", "scalar", "only", "model", "conv", "3x3", "dense", "relu", "as", "load", "mnist", "show", "samples",
        "schedule", "landscape", "include", "\"common.lenet\"", "\"b\"", "## doc\n", "# comment\n", "\\\n", "%", "'a'", "true", "+=", "&&", "//",
        "compare", "log", "evaluate", "x", "f", "\"", "{{", "1..10", "20%", "until", "nesterov", "𝛼", "é", "“", "\u{0}", "\r\n", "\t",
    ]

    private static func tokens(_ random: inout SplitMix) -> String {
        (0..<random.below(40) + 1).map { _ in random.of(vocabulary) }.joined(separator: random.below(3) == 0 ? "" : " ")
    }

    /// Some characters deleted, doubled, swapped or replaced.
    private static func damaged(_ text: String, _ random: inout SplitMix) -> String {
        var characters = Array(text.unicodeScalars)
        for _ in 0..<random.below(6) + 1 where !characters.isEmpty {
            let place = random.below(characters.count)
            let end = min(characters.count, place + 1 + random.below(8))
            switch random.below(6) {
            case 0: characters.removeSubrange(place..<end)
            case 1: characters.insert(contentsOf: characters[place..<end], at: random.below(characters.count))
            case 2: characters.insert(contentsOf: Array(random.of(vocabulary).unicodeScalars), at: place)
            case 3: characters.swapAt(place, random.below(characters.count))
            case 4: characters.removeSubrange(end...)
            default: characters[place] = Unicode.Scalar(UInt8(random.below(128)))
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: characters)
        return String(result)
    }
}

/// Sebastiano Vigna's splitmix64: a small generator whose numbers are the same everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func of<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
