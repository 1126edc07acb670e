import Foundation
import LenetCommands
import LenetSyntax
import Testing

/// Random token streams and damaged scripts through lexer, parser, layout and checker, with all the cards of the program: whatever
/// comes, they end, and what they say has a place and a code. `scripts/fuzz` tries a million.
@Suite struct CheckerFuzzTests {
    @Test(arguments: 0..<2)
    func damagedInputs(stream: Int) throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["LENET_FUZZ"].flatMap { Int($0) } ?? 2_000
        let first = environment["LENET_FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
        var random = Numbers(state: (first &* 2 + UInt64(stream)) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let scripts = try Self.scripts()
        var session = TestSession.make().session
        for number in 0..<count / 2 {
            // Definitions gather in a session; a new one now and then keeps both its time and its memory bounded.
            if number % 50 == 0 {
                session = TestSession.make().session
                session.settings.workingDirectory = "/nowhere"
                session.settings.json = true
            }
            let text = Self.text(scripts, &random)
            _ = session.check(text, name: "fuzz")
            for code in session.reportedCodes where !Self.codesWithPages.contains(code) {
                Issue.record("\(code) has no page: \(text.debugDescription)")
            }
            let laidOut = LenetSyntax.Formatter.formatted(text)
            guard !session.parse(text, name: "fuzz").hasErrors else { continue }
            if session.parse(laidOut, name: "fuzz").hasErrors { Issue.record("laid out it no longer parses: \(text.debugDescription)") }
            if LenetSyntax.Formatter.formatted(laidOut) != laidOut { Issue.record("the layout is not stable: \(text.debugDescription)") }
        }
    }

    private static let codesWithPages = Set(ErrorPages.codes)

    /// The scripts of the tests, the examples and the cards, and the wrong ones of the messages' pages.
    private static func scripts() throws -> [String] {
        let root = RecordedFile.root
        var texts: [String] = []
        for folder in ["examples", "Tests/LenetCommandsTests/Scripts", "Tests/LenetSyntaxTests/Scripts", "Sources/LenetRules/Prelude"] {
            let files = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL } ?? []
            texts += try files.filter { $0.pathExtension == "lenet" }.sorted { $0.path < $1.path }.map { try String(contentsOf: $0, encoding: .utf8) }
        }
        return texts + ErrorPageTests.pages.compactMap(\.wrong) + Glossary.terms.map(\.script)
    }

    private static let words: [String] = {
        let (session, _) = TestSession.make()
        let cards = session.cards(of: [.statement, .optimizer, .schedule, .layer, .activation, .loss, .dataset, .preset, .function])
        let names = cards.flatMap { [$0.keyword] + $0.parameters.map(\.name) + $0.topics.map(\.keyword) }
        return Set(names).sorted()
    }()

    private static let signs = [
        "0.1", "5", "1e400", "3x3", "20%", "1..10", "\"a {x:%} b\"", "\"", "{", "}", "(", ")", "[", "]", ",", ":", ";", "\n", "=", "==", "<", "+", "-",
        "*", "/", "^", "..", ".", "let", "if", "else", "for", "in", "while", "repeat", "def", "return", "break", "not", "and", "or", "mod",
        "optimizer", "schedule", "landscape", "state", "scalar", "only", "as", "w", "g", "t", "x", "f", "true", "include", "# c\n", "## d\n", "\\\n", "é", "\u{0}",
    ]

    private static func text(_ scripts: [String], _ random: inout Numbers) -> String {
        switch random.below(3) {
        case 0: stream(&random)
        case 1: damaged(random.of(scripts), &random)
        default: damaged(stream(&random), &random)
        }
    }

    private static func stream(_ random: inout Numbers) -> String {
        (0..<random.below(50) + 1).map { _ in random.below(3) == 0 ? random.of(words) : random.of(signs) }
            .joined(separator: random.below(4) == 0 ? "" : " ")
    }

    private static func damaged(_ text: String, _ random: inout Numbers) -> String {
        var scalars = Array(text.unicodeScalars.prefix(4_000))
        for _ in 0..<random.below(5) + 1 where !scalars.isEmpty {
            let place = random.below(scalars.count)
            let end = min(scalars.count, place + 1 + random.below(12))
            switch random.below(6) {
            case 0: scalars.removeSubrange(place..<end)
            case 1: scalars.insert(contentsOf: scalars[place..<end], at: random.below(scalars.count))
            case 2: scalars.insert(contentsOf: Array(random.of(words).unicodeScalars), at: place)
            case 3: scalars.insert(contentsOf: Array(random.of(signs).unicodeScalars), at: place)
            case 4: scalars.removeSubrange(end...)
            default: scalars[place] = Unicode.Scalar(UInt8(random.below(128)))
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    /// Sebastiano Vigna's splitmix64.
    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }
        mutating func of(_ elements: [String]) -> String { elements[below(elements.count)] }
    }
}
