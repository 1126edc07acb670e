/// Writes elements, indented, with everything escaped that XML wants escaped.
struct SVGText {
    private(set) var text = ""
    private var depth = 0

    mutating func open(_ name: String, _ attributes: [(String, String)]) {
        line("<\(name)\(Self.written(attributes))>")
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        line("</\(name)>")
    }

    mutating func empty(_ name: String, _ attributes: [(String, String)]) { line("<\(name)\(Self.written(attributes))/>") }

    mutating func element(_ name: String, _ attributes: [(String, String)], _ content: String) {
        line("<\(name)\(Self.written(attributes))>\(Self.escaped(content))</\(name)>")
    }

    private mutating func line(_ words: String) { text += String(repeating: "  ", count: depth) + words + "\n" }

    private static func written(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // XML 1.0 has no place for other control characters.
            case _ where scalar.value < 32 && scalar != "\n" && scalar != "\t": result += " "
            case "\u{FFFE}", "\u{FFFF}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Colours that people with any sight can tell apart (after Okabe and Ito, 2008), darker on white and lighter on black; every
/// colour comes with a dash of its own.
enum SVGStyle {
    private static let light = ["#0072b2", "#d55e00", "#007f5c", "#b5528b", "#a56a00", "#3a3a3a", "#5b4bb5", "#8a3d2f"]
    private static let dark = ["#5db4f0", "#ff9a57", "#35d0a2", "#ec9dc8", "#f5c04f", "#d6d6d6", "#b3a6ff", "#e89a8a"]
    private static let dashes = ["", "8 4", "2 4", "12 4 2 4", "5 3", "1 3", "14 4", "8 3 2 3 2 3"]

    static func curve(_ index: Int) -> String { "curve c\(index % light.count) d\(index / light.count * 3 % dashes.count + index % dashes.count)" }
    static func band(_ index: Int) -> String { "band f\(index % light.count)" }
    static func mark(_ index: Int) -> String { "f\(index % light.count)" }

    static let sheet: String = {
        func colours(_ list: [String]) -> String {
            list.enumerated().map { "svg.lenet .c\($0.offset){stroke:\($0.element)}svg.lenet .f\($0.offset){fill:\($0.element)}" }.joined()
        }
        func inks(_ paper: String, _ ink: String, _ quiet: String, _ grid: String) -> String {
            "svg.lenet .paper{fill:\(paper)}svg.lenet .title,svg.lenet .label{fill:\(ink)}svg.lenet .quiet,svg.lenet .tick{fill:\(quiet)}"
                + "svg.lenet .grid{stroke:\(grid)}svg.lenet .axis{stroke:\(quiet)}"
        }
        let dashing = (dashes + dashes).enumerated().filter { !$0.element.isEmpty }
            .map { "svg.lenet .d\($0.offset){stroke-dasharray:\($0.element)}" }.joined()
        return "svg.lenet text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:12px}"
            + "svg.lenet .title{font-size:16px;font-weight:600}"
            + "svg.lenet .tick{font-variant-numeric:tabular-nums}"
            + "svg.lenet .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:butt}"
            + "svg.lenet .band{opacity:0.18;stroke:none}"
            + inks("#ffffff", "#1c1c1c", "#595959", "#e3e3e3") + colours(light) + dashing
            + "@media (prefers-color-scheme:dark){" + inks("#161616", "#f0f0f0", "#b0b0b0", "#3a3a3a") + colours(dark) + "}"
    }()
}
