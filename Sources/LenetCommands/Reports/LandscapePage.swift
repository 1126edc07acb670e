import LenetLab
import LenetRules
import LenetSyntax

/// `docs/landscapes.md`: every shipped landscape with its gradient, and a map of it with the line that draws it.
package enum LandscapePage {
    /// Rules whose paths tell something about the landscape.
    private static let rules: [String: String] = [
        "bowl": "[sgd(lr: 0.15), sgd(lr: 0.05, momentum: 0.9), adam(lr: 0.3)]",
        "ravine": "[sgd(lr: 0.018), sgd(lr: 0.01, momentum: 0.9), adam(lr: 0.3)]",
        "saddle": "[sgd(lr: 0.2), sgd(lr: 0.1, momentum: 0.9), adam(lr: 0.1)]",
        "rosenbrock": "[sgd(lr: 0.001), sgd(lr: 0.0005, momentum: 0.9), adam(lr: 0.1)]",
        "beale": "[sgd(lr: 0.005), adagrad(lr: 0.3), adam(lr: 0.1)]",
        "himmelblau": "[sgd(lr: 0.01), sgd(lr: 0.005, momentum: 0.9), adam(lr: 0.3)]",
        "rastrigin": "[sgd(lr: 0.002), sgd(lr: 0.002, momentum: 0.9), adam(lr: 0.3)]",
        "noisy_bowl": "[sgd(lr: 0.1), adam(lr: 0.3)]",
    ]
    private static let steps = ["rosenbrock": 200, "beale": 200, "ravine": 100, "noisy_bowl": 80]

    /// The line that draws its map; a landscape that this file does not know yet gets two rules that most do well with.
    package static func script(_ name: String) -> String {
        "plot path of \(rules[name] ?? "[sgd(lr: 0.01), adam(lr: 0.1)]") on \(name) steps \(steps[name] ?? 60)"
    }

    package static func text(_ library: RuleLibrary, _ sources: SourceTable) -> String {
        var parts = [
            "<!-- Made from Sources/LenetRules/Prelude/landscapes.lenet by scripts/pages. Do not edit. -->", "# Landscapes",
            "Functions of two variables on which rules can be watched: `show landscapes` lists them, `explain rosenbrock` shows a formula "
                + "with its gradient, `path` lets rules walk, `plot path` draws them, `step with adam lr 0.1 on rosenbrock` makes one step with the "
                + "numbers in each line of the rule ([step.md](step.md#on-a-landscape)). The gradients are made from the formulas by lenet; "
                + "they are the ones that run. In the maps a ring marks the start, a dot the end of each path, a star each minimum. "
                + "[language.md](language.md#landscapes) says how to write one's own.",
        ]
        for name in library.landscapeNames {
            guard let landscape = library.landscape(named: name) else { continue }
            parts += section(landscape, library.source(ofLandscape: name, in: sources) ?? "")
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ landscape: Landscape, _ definition: String) -> [String] {
        let explanation = landscape.explanation
        let documentation = landscape.remarks.documentation
        let formulas = ([explanation.formula] + explanation.slopes).map(\.text).joined(separator: "\n")
        let minima = landscape.minima.map { "`\(PathReport.point($0))`" }.joined(separator: ", ")
        let height = landscape.minima.first.map { NumberText.significant(landscape.value(at: $0), 4) } ?? "-"
        var facts = "Lowest at \(minima), height \(height). Paths start at `\(PathReport.point(landscape.remarks.start ?? []))` unless told."
        for parameter in landscape.parameters {
            facts += " `\(parameter.name)` is \(NumberText.plain(parameter.value)) unless said: \(lowercased(documentation.symbols[parameter.name] ?? ""))"
        }
        if landscape.remarks.noise > 0 { facts += " Noise of \(NumberText.plain(landscape.remarks.noise)) is added to its slopes unless a path says otherwise." }
        return [
            "## \(landscape.name)", documentation.prose, "```\n\(definition)\n```", "```\n\(formulas)\n```", facts,
            "Source: \(documentation.source).", "![Map of \(landscape.name): lines of equal height and the paths of the rules below](landscapes/\(landscape.name).svg)",
            "```lenet\n\(script(landscape.name))\n```",
        ]
    }

    private static func lowercased(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }
}
