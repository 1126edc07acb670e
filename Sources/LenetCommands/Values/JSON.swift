import LenetLab

/// Just enough of JSON to write results: objects keep the order of their fields.
package indirect enum JSON: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])

    /// On one line.
    package var text: String {
        switch self {
        case .null: "null"
        case .boolean(let x): "\(x)"
        // JSON has no infinities: a loss that is no number is null.
        case .number(let x): x.isFinite ? NumberText.exact(x) : "null"
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .object(let fields): "{" + fields.map { Self.quoted($0.0) + ": " + $0.1.text }.joined(separator: ", ") + "}"
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
