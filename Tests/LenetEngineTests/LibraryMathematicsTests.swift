import Foundation
import Testing

/// The C library's elementary functions change their bits from processor to processor, so nothing that is shipped calls them.
@Suite struct LibraryMathematicsTests {
    static let names: Set<String> = {
        let functions = [
            "exp", "exp2", "exp10", "expm1", "log", "log2", "log10", "log1p", "logb", "pow", "sin", "cos", "tan", "sincos", "asin", "acos",
            "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "lgamma", "tgamma", "cbrt", "hypot",
        ]
        let widths = functions.flatMap { [$0, $0 + "f", $0 + "l"] }
        return Set(widths + widths.map { "__builtin_" + $0 } + functions.map { "__builtin_elementwise_" + $0 })
    }()

    /// Calls that may stand, each with the reason. "file: line's text" → reason.
    static let allowed: [String: String] = [
        "LenetEngine/Mathematics.swift: guard y == y.rounded(), abs(y) <= 0x1p53 else { return pow(x, y) }":
            "the project's own `pow` of the same enumeration",
        "CKernels/template/math_double.inc.h: const REAL log = twos + m, back = log - twos;": "a variable",
        "CKernels/template/math_double.inc.h: const REAL log_low = ((twos - (log - back)) + (m - back)) + FMA(exponent, CONSTANT(0x1.a39ef35793c76p-33), m_low);":
            "the same variable",
        "CKernels/template/math_double.inc.h: const REAL product = y * log, product_low = FMA(y, log, -product) + y * log_low;":
            "the same variable",
    ]

    static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    @Test func nothingShippedCallsTheLibrarysFunctions() throws {
        let files = FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        var searched = 0
        var unused = Self.allowed
        for file in files where ["swift", "c", "h"].contains(file.pathExtension) {
            searched += 1
            let text = try String(contentsOf: file, encoding: .utf8)
            for (number, line) in Self.code(text, isSwift: file.pathExtension == "swift").enumerated() {
                for name in Self.calls(in: line, isSwift: file.pathExtension == "swift") {
                    let place = String(file.path.dropFirst(Self.sources.path.count + 1))
                    let key = "\(place): \(line.trimmingCharacters(in: .whitespaces))"
                    if Self.allowed[key] != nil {
                        unused[key] = nil
                    } else {
                        Issue.record("\(place):\(number + 1) calls the library's \(name): use the project's own (Mathematics, lenet_\(name))")
                    }
                }
            }
        }
        #expect(searched > 200, "the sources are where they were")
        #expect(unused.isEmpty, "allowed, but no longer there: \(unused.keys)")
    }

    /// The search finds what it should and nothing else.
    @Test func theSearchIsRight() {
        func found(_ text: String, isSwift: Bool = true) -> [String] {
            Self.code(text, isSwift: isSwift).flatMap { Self.calls(in: $0, isSwift: isSwift) }
        }
        #expect(found("let y = exp(x) + Foundation.pow(x, 2) + Glibc.sin (x)") == ["exp", "pow", "sin"])
        #expect(found("let ys = xs.map(tanh); let f: F = log") == ["tanh", "log"])
        #expect(found("float y = expf(x) * powl(x, 2) + __builtin_cosf(x);", isSwift: false) == ["expf", "powl", "__builtin_cosf"])
        #expect(found("y = __builtin_elementwise_log(x) + (double (*)(double))erf;", isSwift: false) == ["__builtin_elementwise_log", "erf"])
        #expect(found("Mathematics.exp(x) + lenet_pow(x, 2) // exp(x)\n/* sin(x)\n cos(x) */ \"tan(\\(x))\"") == [])
        #expect(found("case .exp: Mathematics.exp(a)\ncase copy, exp, log\nstatic func exp(_ x: Double) -> Double { lenet_exp(x) }\nx.log(y)") == [])
        #expect(found("f(exp: 1, log: 2)") == [])
        #expect(found("case LENET_EXP: EACH(NAME(exp)(X)) x = lanes_exp(y); static lanes lanes_pow(lanes x);", isSwift: false) == [])
    }

    /// A text's lines without comments and without what stands in quotes.
    private static func code(_ text: String, isSwift: Bool) -> [String] {
        var lines: [String] = []
        var inComment = false
        var inText = false
        for line in text.components(separatedBy: "\n") {
            if isSwift, line.components(separatedBy: "\"\"\"").count == 2 {
                inText.toggle()
                lines.append("")
                continue
            }
            if inText {
                lines.append("")
                continue
            }
            var code = ""
            var rest = Substring(line)
            var inQuotes = false
            while let character = rest.first {
                if inComment {
                    if rest.hasPrefix("*/") { inComment = false }
                    rest = rest.dropFirst(inComment ? 1 : 2)
                } else if inQuotes {
                    if rest.hasPrefix("\\\\") || rest.hasPrefix("\\\"") {
                        rest = rest.dropFirst(2)
                        continue
                    }
                    if character == "\"" { inQuotes = false }
                    rest = rest.dropFirst()
                } else if rest.hasPrefix("//") {
                    break
                } else if rest.hasPrefix("/*") {
                    inComment = true
                    rest = rest.dropFirst(2)
                } else {
                    if character == "\"" { inQuotes = true }
                    code.append(character == "\"" ? " " : character)
                    rest = rest.dropFirst()
                }
            }
            lines.append(code)
        }
        return lines
    }

    /// The library's names that a line of code uses as functions.
    private static func calls(in line: String, isSwift: Bool) -> [String] {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        if isSwift, trimmed.hasPrefix("case ") && !trimmed.contains(":") { return [] }
        var found: [String] = []
        var rest = line[...]
        var before = ""
        while let start = rest.firstIndex(where: { $0.isLetter || $0 == "_" }) {
            before += rest[..<start]
            let word = rest[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest[word.endIndex...]
            defer { before += word }
            guard names.contains(String(word)) else { continue }
            let left = before.trimmingCharacters(in: .whitespaces)
            let right = rest.drop { $0 == " " }
            if isSwift {
                let ofModule = ["Foundation.", "Glibc.", "Darwin.", "Musl."].contains { left.hasSuffix($0) }
                if left.hasSuffix("."), !ofModule { continue }
                if left.hasSuffix("func") || left.hasSuffix("case") || left.hasSuffix("let") || left.hasSuffix("var") || right.hasPrefix(":") { continue }
                // A name of one's own that is merely used: only calls and functions given away count.
                guard right.hasPrefix("(") || right.hasPrefix(")") || right.hasPrefix(",") || right.isEmpty || right.hasPrefix(";") else { continue }
            } else {
                // A part of the project's own names, or a field.
                if left.hasSuffix("NAME(") || left.hasSuffix("->") || left.hasSuffix(".") { continue }
            }
            found.append(String(word))
        }
        return found
    }
}
