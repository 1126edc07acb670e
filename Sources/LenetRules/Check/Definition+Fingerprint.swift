import LenetSyntax

extension OptimizerDefinition {
    /// 16 hex digits of what the definition says, wherever it stands: FNV-1a over its lines without their places.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in body.map(\.canonicalText).joined(separator: "\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension RuleLine {
    fileprivate var canonicalText: String {
        func bindings(_ list: [RuleBinding]) -> String {
            list.map { "\($0.name.text) = \($0.value.canonicalText)" }.joined(separator: ", ")
        }
        return switch form {
        case .state(let list): "state " + bindings(list)
        case .scalar(let list): "scalar " + bindings(list)
        case .assign(let name, let value): "\(name.text) = \(value.canonicalText)"
        case .conditional(let condition, let then, let otherwise):
            "if \(condition.canonicalText) {\n\(then.map(\.canonicalText).joined(separator: "\n"))\n} else {\n\(otherwise.map(\.canonicalText).joined(separator: "\n"))\n}"
        case .only(let name, let otherwise): "only \(name.text), else \(otherwise.canonicalText)"
        case .evaluate(let value): "evaluate \(value.canonicalText)"
        }
    }
}
