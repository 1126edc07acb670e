import LenetSyntax

/// The `##` lines above a definition, taken apart.
///
///     ## Gradient descent with a memory of where it was going.
///     ## v: the step that was made last.
///     ## Good at: narrow valleys.
///     ## Fails: with a rate that is too large it circles round the minimum.
///     ## Source: Polyak, 1964, https://doi.org/10.1016/0041-5553(64)90137-5
///
/// A line that begins with a name of the definition says what that name is; `Good at:`, `Fails:` and `Source:` begin the
/// paragraphs of `explain`; all else is the rule's description. A paragraph goes on over the lines below it, to the next head or
/// an empty `##`.
package struct RuleDocumentation: Sendable, Hashable {
    package var prose = ""
    package var symbols: [String: String] = [:]
    package var goodAt = ""
    package var fails = ""
    package var source = ""

    /// `names`: of the definition. A colon behind another word is a colon.
    package init(_ text: String, names: Set<String>) {
        var section = Section.prose
        defer { beginWithCapitals() }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = line[...]
            if line.allSatisfy(\.isWhitespace) {
                section = .prose
                continue
            }
            if let colon = line.firstIndex(of: ":"), let found = Section(String(line[..<colon]), names) {
                section = found
                rest = line[line.index(after: colon)...]
            }
            add(rest.drop(while: \.isWhitespace), to: section)
        }
    }

    private enum Section {
        case prose, goodAt, fails, source
        case symbol(String)

        init?(_ head: String, _ names: Set<String>) {
            switch head.lowercased() {
            case "good at": self = .goodAt
            case "fails": self = .fails
            case "source": self = .source
            default:
                guard names.contains(head) else { return nil }
                self = .symbol(head)
            }
        }
    }

    private mutating func add(_ words: Substring, to section: Section) {
        func joined(_ old: String) -> String { old.isEmpty ? String(words) : old + " " + words }
        switch section {
        case .prose: prose = joined(prose)
        case .goodAt: goodAt = joined(goodAt)
        case .fails: fails = joined(fails)
        case .source: source = joined(source)
        case .symbol(let name): symbols[name] = joined(symbols[name] ?? "")
        }
    }

    /// Behind a head people go on in small letters; where it is shown it begins a sentence.
    private mutating func beginWithCapitals() {
        func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
        goodAt = sentence(goodAt)
        fails = sentence(fails)
        source = sentence(source)
        symbols = symbols.mapValues(sentence)
    }

    /// What this one leaves out, from another of the same rule: prose that holds in every dialect is written once.
    mutating func complete(from other: RuleDocumentation) {
        if prose.isEmpty { prose = other.prose }
        if goodAt.isEmpty { goodAt = other.goodAt }
        if fails.isEmpty { fails = other.fails }
        if source.isEmpty { source = other.source }
        symbols.merge(other.symbols) { own, _ in own }
    }
}
