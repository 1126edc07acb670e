import Foundation
import LenetCards
import LenetCommands
import LenetSyntax
import Testing

/// `editors/` is made from the cards: `scripts/sync-recorded` writes the files anew, these tests say when it must.
@Suite struct EditorGrammarTests {
    @Test func vim() throws {
        try RecordedFile.expect(EditorGrammar.make().vim, "editors/vim/syntax/lenet.vim")
        try RecordedFile.expect(EditorGrammar.vimDetection, "editors/vim/ftdetect/lenet.vim")
    }

    @Test func textMate() throws {
        let text = EditorGrammar.make().textMate
        try RecordedFile.expect(text, "editors/vscode/syntaxes/lenet.tmLanguage.json")
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(parsed?["scopeName"] as? String == "source.lenet")
        // Every pattern is one that the editor can read.
        func patterns(_ value: Any) -> [String] {
            if let object = value as? [String: Any] {
                return object.flatMap { ["match", "begin", "end"].contains($0.key) ? [$0.value as? String ?? ""] : patterns($0.value) }
            }
            return (value as? [Any])?.flatMap(patterns) ?? []
        }
        for pattern in patterns(parsed ?? [:]) { #expect((try? NSRegularExpression(pattern: pattern)) != nil, "\(pattern)") }
    }
}

/// What an editor must know to colour a script.
struct EditorGrammar {
    var keywords: [String]
    var definitions: [String]
    var verbs: [String]
    var topics: [String]
    var options: [String]
    var layers: [String]
    var names: [String]
    var functions: [String]

    static func make() -> EditorGrammar {
        let (session, _) = TestSession.make()
        func words(_ kinds: [Card.Kind]) -> [String] { Set(session.cards(of: kinds).map(\.keyword)).sorted() }
        let statements = session.cards(of: [.statement])
        let rules = session.cards(of: [.optimizer, .layer])
        let parameters = statements.flatMap { $0.parameters + $0.topics.flatMap(\.parameters) } + rules.flatMap(\.parameters)
        let layers = words([.layer, .activation])
        return EditorGrammar(
            keywords: Keyword.allCases.map(\.word).filter { $0 != "true" && $0 != "false" }.sorted(),
            definitions: (Reference.definitionWords + Reference.ruleWords).sorted(),
            verbs: words([.statement]), topics: Set(statements.flatMap { $0.topics.map(\.keyword) }).sorted(),
            options: Set(parameters.filter { $0.role != .positional }.map(\.name)).union(["as", "else"]).subtracting(layers).sorted(), layers: layers,
            names: words([.optimizer, .schedule, .loss, .dataset, .preset]), functions: words([.function]))
    }

    private static let note = "Made by scripts/sync-recorded from the cards. Do not edit."

    // MARK: Vim

    static let vimDetection = "\" \(note)\nautocmd BufNewFile,BufRead *.lenet setfiletype lenet\n"

    var vim: String {
        func group(_ name: String, _ words: [String]) -> String {
            var lines: [String] = []
            var line = "syntax keyword \(name)"
            for word in words {
                if line.count + word.count > 118 {
                    lines.append(line)
                    line = "syntax keyword \(name)"
                }
                line += " " + word
            }
            return (lines + [line]).joined(separator: "\n")
        }
        return """
            " \(Self.note)
            if exists("b:current_syntax")
              finish
            endif

            \(group("lenetOption", options + topics.filter { !verbs.contains($0) && !options.contains($0) }))
            \(group("lenetName", names))
            \(group("lenetLayer", layers))
            \(group("lenetFunction", functions))
            \(group("lenetVerb", verbs))
            \(group("lenetDefinition", definitions.filter { !verbs.contains($0) }))
            \(group("lenetKeyword", keywords))
            syntax keyword lenetBoolean true false

            syntax match lenetNumber "\\<\\d[0-9_]*\\(\\.\\d[0-9_]*\\)\\?\\([eE][-+]\\?\\d\\+\\)\\?%\\?"
            syntax match lenetSize "\\<\\d\\+x\\d\\+\\>"
            syntax match lenetComment "#.*$" contains=@Spell
            syntax match lenetDocumentation "^\\s*##.*$" contains=@Spell
            syntax match lenetEscape "\\\\[nt\\"\\\\]" contained
            syntax match lenetEscape "{{\\|}}" contained
            syntax region lenetEmbedded matchgroup=lenetEscape start="{" end="}" contained contains=TOP
            syntax region lenetText start=+"+ skip=+\\\\"+ end=+"+ oneline contains=lenetEscape,lenetEmbedded

            highlight default link lenetVerb Statement
            highlight default link lenetKeyword Conditional
            highlight default link lenetDefinition Define
            highlight default link lenetOption Type
            highlight default link lenetLayer Structure
            highlight default link lenetName Identifier
            highlight default link lenetFunction Function
            highlight default link lenetBoolean Boolean
            highlight default link lenetNumber Number
            highlight default link lenetSize Number
            highlight default link lenetComment Comment
            highlight default link lenetDocumentation SpecialComment
            highlight default link lenetText String
            highlight default link lenetEscape SpecialChar

            setlocal commentstring=#\\ %s
            let b:current_syntax = "lenet"

            """
    }

    // MARK: TextMate

    var textMate: String {
        func words(_ words: [String], _ scope: String) -> JSON {
            .object([("name", .text("\(scope).lenet")), ("match", .text("\\b(?:\(words.joined(separator: "|")))\\b"))])
        }
        func match(_ pattern: String, _ scope: String) -> JSON { .object([("name", .text("\(scope).lenet")), ("match", .text(pattern))]) }
        let text = JSON.object([
            ("name", .text("string.quoted.double.lenet")), ("begin", .text("\"")), ("end", .text("\"|$")),
            (
                "patterns",
                .list([
                    match("\\\\[nt\"\\\\]|\\{\\{|\\}\\}", "constant.character.escape"),
                    .object([
                        ("name", .text("meta.embedded.lenet")), ("begin", .text("\\{")), ("end", .text("\\}")),
                        ("patterns", .list([.object([("include", .text("$self"))])])),
                    ]),
                ])
            ),
        ])
        let grammar = JSON.object([
            ("comment", .text(Self.note)), ("name", .text("lenet")), ("scopeName", .text("source.lenet")),
            ("fileTypes", .list([.text("lenet")])),
            (
                "patterns",
                .list([
                    match("^\\s*##.*$", "comment.line.documentation"), match("#.*$", "comment.line.number-sign"), text,
                    match("\\b\\d+x\\d+\\b", "constant.numeric.size"),
                    match("\\b\\d[0-9_]*(?:\\.\\d[0-9_]*)?(?:[eE][-+]?\\d+)?%?", "constant.numeric"),
                    words(["true", "false"], "constant.language"), words(keywords, "keyword.control"),
                    words(definitions.filter { !verbs.contains($0) }, "storage.type"), words(verbs, "keyword.other.verb"),
                    words(layers, "entity.name.tag"), words(functions, "support.function"), words(names, "support.constant"),
                    words(options + topics.filter { !options.contains($0) }, "variable.parameter"),
                    match("==|!=|<=|>=|\\+=|-=|\\*=|/=|\\.\\.|[-+*/^=<>]", "keyword.operator"),
                ])
            ),
        ])
        return Self.indented(grammar, by: 0) + "\n"
    }

    /// JSON for people: a field a line.
    private static func indented(_ json: JSON, by depth: Int) -> String {
        let room = String(repeating: "  ", count: depth + 1)
        let end = "\n" + String(repeating: "  ", count: depth)
        switch json {
        case .object(let fields):
            return "{\n" + fields.map { "\(room)\(JSON.text($0.0).text): \(indented($0.1, by: depth + 1))" }.joined(separator: ",\n") + end + "}"
        case .list(let values) where !values.isEmpty:
            return "[\n" + values.map { room + indented($0, by: depth + 1) }.joined(separator: ",\n") + end + "]"
        default: return json.text
        }
    }
}
