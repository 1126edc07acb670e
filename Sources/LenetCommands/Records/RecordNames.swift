import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// The names that a `where` has for a recorded run: the fields of its line, and the settings of its rule.
package enum RecordNames {
    /// Names of the language beside the fields of the record that they stand for. What is not in this list is asked of a run itself.
    static let fields: [String: String] = {
        let own = [
            "time", "statement", "comparison", "until", "epochs_asked", "data", "source", "optimizer", "label", "accuracy", "loss",
            "measured_on", "model", "dialect", "loss_name", "batch", "epochs", "steps", "seed", "seconds", "images_per_second",
            "fingerprint", "ended", "diverged", "rule", "schedule", "training", "validation", "test", "checksum", "parameters", "threads",
            "lenet", "numerics", "processor", "kernels", "exact",
        ]
        var fields = Dictionary(uniqueKeysWithValues: own.map { ($0, $0) })
        fields["number"] = "run"
        return fields
    }()

    /// Of the rules that this session knows.
    static func settings(in session: Session) -> Set<String> {
        Set(session.library.optimizerNames.flatMap { session.library.hyperparameters(of: $0, dialect: session.dialect).map(\.name) })
    }

    package static func all(in session: Session) -> Set<String> { Set(fields.keys).union(settings(in: session)) }
}

/// `show runs where optimizer == "adam" and lr < 0.01`
struct RecordCondition {
    private let condition: Expression
    private let session: Session
    private let asked: Set<String>

    init(_ condition: Expression, in session: Session) {
        self.condition = condition
        self.session = session
        asked = condition.names
    }

    /// The lines for which it holds. A run that lacks what is asked of it, the rate of a rule without one, is none of them.
    func filter(_ lines: [RunLog.Line]) throws -> [RunLog.Line] {
        let fields = asked.compactMap { RecordNames.fields[$0] }
        let needsSettings = fields.count < asked.count
        let wanted = Set(fields).union(needsSettings ? ["settings"] : [])
        var settings = needsSettings ? RecordNames.settings(in: session) : []
        let known = lines.map { $0.fields(wanted) ?? [:] }
        for case .object(let own)? in known.map({ $0["settings"] }) { settings.formUnion(own.map(\.0)) }
        // A word that nothing knows is told, with what may have been meant, though there be no run to ask.
        _ = try holds([:], settings, of: Set(RecordNames.fields.keys).union(settings))
        return try zip(lines, known).filter { try !$0.1.isEmpty && holds($0.1, settings, of: asked) }.map(\.0)
    }

    private func holds(_ fields: [String: JSON], _ settings: Set<String>, of names: Set<String>) throws -> Bool {
        session.scopes.openBlock()
        defer { session.scopes.closeBlock() }
        for name in names {
            if let field = RecordNames.fields[name] {
                session.scopes.declare(name, Value(fields[field] ?? .null))
            } else if settings.contains(name) {
                // A flag that was not set is off.
                let isFlag = session.grammar.flags.contains(name)
                session.scopes.declare(name, fields["settings"]?[name].map(Value.init) ?? (isFlag ? .boolean(false) : .nothing))
            }
        }
        do {
            return try Evaluator(session).truth(condition)
        } catch let failure as Failure where failure.problem.isAboutNothing {
            return false
        }
    }
}

extension Value {
    /// A number that is not finite is a text in the record.
    init(_ json: JSON) {
        if let x = json.asMeasure {
            self = .number(x)
            return
        }
        switch json {
        case .null, .number: self = .nothing
        case .boolean(let flag): self = .boolean(flag)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(Value.init))
        case .object(let fields): self = .record(Record(kind: "record", fields: fields.map { ($0.0, Value($0.1)) }))
        }
    }
}

extension Problem {
    /// Something was asked of a value that is not there.
    fileprivate var isAboutNothing: Bool {
        switch self {
        case .operatorKinds(_, let left, let right): left == "nothing" || right == "nothing"
        case .wrongKind(_, let found), .conditionNotBoolean(let found): found == "nothing"
        default: false
        }
    }
}

extension Expression {
    /// All names in it.
    var names: Set<String> {
        switch form {
        case .name(let name): [name]
        case .text(let pieces):
            pieces.reduce(into: []) { names, piece in if case .embedded(let inner, _) = piece { names.formUnion(inner.names) } }
        case .list(let elements): elements.reduce(into: []) { $0.formUnion($1.names) }
        case .call(let callee, let arguments): arguments.reduce(into: callee.names) { $0.formUnion($1.value.names) }
        case .index(let base, let indices): indices.reduce(into: base.names) { $0.formUnion($1.names) }
        case .field(let base, _): base.names
        case .unary(_, let operand): operand.names
        case .binary(_, let left, let right): left.names.union(right.names)
        case .range(let range): range.lower.names.union(range.upper.names).union(range.count?.names ?? [])
        case .number, .boolean, .size, .sources, .sentence, .block: []
        }
    }
}
