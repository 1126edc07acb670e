import LenetCards

// What `lenet help --json` writes: everything that the cards say, for editors and for pages of reference.

extension Card {
    package var json: JSON {
        .object([
            ("kind", .text(kind.rawValue)), ("keyword", .text(keyword)), ("summary", .text(summary)),
            ("parameters", .list(parameters.map(\.json))), ("topics", .list(topics.map(\.json))),
            ("takesRuleOptions", .boolean(takesRuleOptions)), ("notes", .list(notes.map { .text($0) })),
            ("examples", .list(examples.map { .object([("script", .text($0.script)), ("caption", .text($0.caption))]) })),
            ("otherSpellings", .list(otherSpellings.map { .text($0) })),
        ])
    }
}

extension Parameter {
    package var json: JSON {
        var fields: [(String, JSON)] = [("name", .text(name)), ("role", .text(role.word)), ("takes", domain.json)]
        switch `default` {
        case .required: fields.append(("required", .boolean(true)))
        case .absent(let sentence): fields.append(("unlessSaid", .text(sentence)))
        case .number(let x): fields.append(("default", .number(x)))
        case .text(let text), .name(let text): fields.append(("default", .text(text)))
        case .flag(let flag): fields.append(("default", .boolean(flag)))
        }
        if let unit { fields.append(("unit", .text(unit))) }
        fields += [("summary", .text(summary)), ("otherSpellings", .list(otherSpellings.map { .text($0) }))]
        return .object(fields)
    }
}

extension Parameter.Role {
    fileprivate var word: String {
        switch self {
        case .positional: "positional"
        case .option: "option"
        case .flag: "flag"
        }
    }
}

extension Domain {
    /// Its kind and its bounds; `phrase` is what help says.
    package var json: JSON {
        var fields: [(String, JSON)] = []
        switch self {
        case .number(let interval):
            fields = [("kind", .text("number"))]
            // JSON has no infinities: an end that is not there is left out.
            if interval.lower.isFinite { fields.append((interval.includesLower ? "from" : "above", .number(interval.lower))) }
            if interval.upper.isFinite { fields.append((interval.includesUpper ? "to" : "below", .number(interval.upper))) }
        case .integer(let range):
            fields = [("kind", .text("integer")), ("from", .number(Double(range.lowerBound))), ("to", .number(Double(range.upperBound)))]
        case .flag: fields = [("kind", .text("flag"))]
        case .text: fields = [("kind", .text("text"))]
        case .path: fields = [("kind", .text("path"))]
        case .size: fields = [("kind", .text("size"))]
        case .name(let kinds, let called):
            fields = [("kind", .text("name")), ("of", .list(kinds.map { .text($0.rawValue) })), ("called", .boolean(called))]
        case .word(let words): fields = [("kind", .text("word")), ("words", .list(words.map { .text($0) }))]
        case .source: fields = [("kind", .text("source"))]
        case .list(let element): fields = [("kind", .text("list")), ("element", element.json)]
        case .condition: fields = [("kind", .text("condition"))]
        case .statement: fields = [("kind", .text("statement"))]
        case .value: fields = [("kind", .text("value"))]
        case .values: fields = [("kind", .text("values"))]
        case .expressions: fields = [("kind", .text("expressions"))]
        case .newName: fields = [("kind", .text("newName"))]
        case .either(let domains): fields = [("kind", .text("either")), ("domains", .list(domains.map(\.json)))]
        }
        fields.append(("phrase", .text(phrase)))
        return .object(fields)
    }
}
