import LenetCards
import LenetLab
import LenetSyntax

extension Session {
    /// A value that is shown by itself: what can be looked into is opened, a rule is the paragraph that runs.
    package func drawing(of value: Value) -> [String] {
        let width = output.width
        switch value {
        case .rule(let choice), .schedule(let choice):
            guard let text = library.source(of: choice.name, dialect: dialect, in: sources) else { break }
            return (choice.settings.isEmpty ? [] : ["# \(choice.written)"]) + [text]
        case .landscape(let choice):
            if let landscape = library.landscape(named: choice.name) {
                return (choice.settings.isEmpty ? [] : ["# \(choice.written)"]) + [text(of: landscape.definition.span)]
            }
        case .function(.defined(let function)), .function(.local(let function, _)): return [text(of: function.span)]
        case .function(.builtIn(let name)):
            if let card = FunctionCatalogue.named(name)?.card { return [HelpText.page(card, width: width)] }
        case .named(_, let name):
            if let text = HelpText.about(name, in: self) { return [text] }
        case .architecture(let architecture):
            if let plan = try? plan(architecture) { return ModelReport.lines(plan) }
        case .dataset(let dataset): return DataReport.lines(dataset)
        default: break
        }
        return ValueDrawing.lines(value, width: width)
    }

    /// A stretch of a script as it was written, its lines kept.
    private func text(of span: Span) -> String {
        let bytes = Array(sources[span.source].text.utf8)
        let start = min(max(0, Int(span.start)), bytes.count)
        return String(decoding: bytes[start..<min(max(start, Int(span.end)), bytes.count)], as: UTF8.self)
    }
}
