/// Writes elements that are HTML and XML at once: every element is closed, every text and attribute escaped. What a name or a
/// script of a user holds can therefore never become markup.
struct HTMLText {
    private(set) var text = ""

    mutating func open(_ name: String, _ attributes: [(String, String)] = []) { text += "<\(name)\(Self.written(attributes))>\n" }

    mutating func close(_ name: String) { text += "</\(name)>\n" }

    mutating func empty(_ name: String, _ attributes: [(String, String)] = []) { text += "<\(name)\(Self.written(attributes))/>\n" }

    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String) {
        text += "<\(name)\(Self.written(attributes))>\(SVGText.escaped(content))</\(name)>\n"
    }

    /// What another writer of this room has escaped already.
    mutating func markup(_ written: String) { text += written.hasSuffix("\n") ? written : written + "\n" }

    /// For HTML the content ends at `</`, for XML it is markup unless it stands in a CDATA section; the comments hide that section
    /// from HTML. `content` is a text of this program, never of a user.
    mutating func verbatim(_ name: String, _ attributes: [(String, String)] = [], _ content: String) {
        text += "<\(name)\(Self.written(attributes))>/*<![CDATA[*/\n\(content)\n/*]]>*/</\(name)>\n"
    }

    /// Data for the script of the page.
    mutating func data(_ content: ScriptData) {
        text += "<script type=\"application/json\" class=\"data\">\(content.text)</script>\n"
    }

    private static func written(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(SVGText.escaped($0.1))\"" }.joined()
    }
}

/// Numbers and texts as JSON that may stand within an HTML page: no character in it begins markup.
indirect enum ScriptData {
    /// Written as it stands: a number that `SVGDrawing.number` has put into words, finite.
    case number(String)
    case text(String)
    case list([ScriptData])
    case object([(String, ScriptData)])

    var text: String {
        switch self {
        case .number(let written): written
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let fields): "{" + fields.map { "\(Self.quoted($0.0)):\($0.1.text)" }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}": result += escape(scalar)
            case _ where scalar.value < 32: result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
