import LenetData
import LenetEngine

/// A name for everything that decides the bits of a training from fresh weights: two of one key give the same weights, the same
/// history and the same answers.
///
/// Names that people gave are not in it, threads and kernels are not either. Whatever is added to a rule in use, a schedule or a
/// layer's line must be added here: `RunKeyTests` count the fields.
package struct RunKey: Sendable, Hashable {
    /// 64 hex digits.
    package let text: String

    /// `text`: such as a file's name gave back.
    package init(text: String) { self.text = text }

    package init(_ contender: Contender, recipe: Recipe, seed: UInt64) {
        var facts = FactText()
        facts.add("numerics", "\(numericsVersion)")
        facts.add("model", recipe.plan)
        facts.add("data", recipe.data.digest)
        facts.add("rule", contender.rule)
        facts.add("loss", recipe.loss.name)
        facts.add("epochs", "\(recipe.epochs)")
        facts.add("batch", "\(recipe.batchSize)")
        facts.add("seed", "\(seed)")
        text = Checksum.sha256(Array(facts.text.utf8))
    }
}

extension Dataset {
    /// Of the bytes it was read from and of which images are in which part, 64 hex digits. The name is not in it.
    package var digest: String {
        var parts = checksums.joined(separator: "\n")
        for split in [training, test] + (validation.map { [$0] } ?? []) {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(split.indices.count * 4)
            for index in split.indices {
                let bits = UInt32(bitPattern: index)
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
            }
            parts += "\n" + Checksum.sha256(bytes)
        }
        return Checksum.sha256(Array(parts.utf8))
    }
}

/// Facts written one after the other so that no two lists of facts read alike: each text has its length before it.
struct FactText {
    private(set) var text = ""

    mutating func add(_ name: String, _ value: String) { text += "\(name) \(value.utf8.count):\(value)\n" }

    /// Every bit counts.
    mutating func add(_ name: String, _ values: [Double]) {
        add(name, values.map { String($0.bitPattern, radix: 16) }.joined(separator: ","))
    }

    mutating func add(_ name: String, _ plan: NetworkPlan) {
        add(name, "\(plan.input) \(plan.classes) \(plan.dialect.rawValue) \(plan.lines.count)")
        for line in plan.lines {
            add("layer", line.keyword)
            // The layer's name is that of its arrays, and those of the random streams of its weights.
            add("as", line.name ?? "")
            for (option, value) in line.values.sorted(by: { $0.key < $1.key }) {
                switch value {
                case .number(let x): add(option, [x])
                case .size(let height, let width): add(option, "\(height)x\(width)")
                case .flag(let flag): add(option, "\(flag)")
                case .name(let word): add(option, word)
                }
            }
        }
    }

    mutating func add(_ name: String, _ rule: RuleInUse) {
        add(name, rule.program)
        add("hyperparameters", rule.hyperparameters)
        if let otherwise = rule.otherwise {
            add("otherwise", otherwise.program)
            add("hyperparameters", otherwise.hyperparameters)
        }
        add("lr", [rule.learningRate])
        add("momentum", rule.momentumName ?? "")
        add("accumulate", "\(rule.accumulate)")
        guard let schedule = rule.schedule else { return }
        add("schedule", "\(schedule.placeCount) \(schedule.readsMetric) \(schedule.setsMomentum)")
        add("start", schedule.start)
        add("lines", schedule.lines)
        add("constants", schedule.constants)
    }

    private mutating func add(_ name: String, _ program: UpdateProgram) {
        // The name is what people read; names of hyper-parameters say where a schedule's momentum goes.
        add(name, "\(program.scalarCount) \(program.vectorCount) \(program.wholeVectors) \(program.evaluationVector ?? -1)")
        for state in program.states {
            add("state", state.name)
            switch state.start {
            case .constant(let x): add("from", [x])
            case .weights: add("from", "w")
            }
        }
        add("names", program.hyperparameters.joined(separator: ","))
        for scalar in program.arrayScalars {
            add("scalar", scalar.name)
            add("from", [scalar.start])
        }
        add("constants", program.constants)
        for pass in program.passes {
            add("scalars", pass.scalars.map(Self.text).joined(separator: ";"))
            add("vectors", pass.vectors.map { "\($0.operation.rawValue) \($0.result) \(Self.text($0.a)) \(Self.text($0.b)) \(Self.text($0.c))" }.joined(separator: ";"))
            add("reductions", pass.reductions.map { "\($0.kind.rawValue) \(Self.text($0.vector)) \($0.result)" }.joined(separator: ";"))
            add("matrices", pass.matrices.map { "\($0.operation.rawValue) \($0.result) \($0.a) \($0.scalars)" }.joined(separator: ";"))
        }
    }

    private mutating func add(_ name: String, _ constants: [UpdateProgram.Constant]) {
        add(name, constants.map { "\($0.place)" }.joined(separator: ","))
        add(name, constants.map(\.value))
    }

    private mutating func add(_ name: String, _ lines: [ScheduleProgram.Line]) {
        for line in lines {
            switch line {
            case .compute(let instructions): add(name, instructions.map(Self.text).joined(separator: ";"))
            case .choose(let place, let then, let otherwise):
                add(name, "choose \(place)")
                add("then", then)
                add("otherwise", otherwise)
                add("end", "")
            }
        }
    }

    private static func text(_ instruction: UpdateProgram.ScalarInstruction) -> String {
        "\(instruction.operation.rawValue) \(instruction.result) \(instruction.a) \(instruction.b) \(instruction.c)"
    }

    private static func text(_ operand: UpdateProgram.Operand) -> String {
        switch operand {
        case .vector(let place): "v\(place)"
        case .scalar(let place): "s\(place)"
        }
    }
}
