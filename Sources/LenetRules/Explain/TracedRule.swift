import LenetEngine
import LenetSyntax

/// A rule compiled to keep what its lines make, with those lines: what `step` explains an update by.
package struct TracedRule: Sendable {
    package struct Part: Sendable {
        var name: String
        var lines: [SettledRule.Line]
        var program: UpdateProgram
        var trace: RuleTrace
    }
    /// The rule as `train` would have it, but for its programs.
    package var rule: RuleInUse
    /// Its own, and behind it that of `only matrices, else …`.
    var parts: [Part]
    /// The common option that a line belongs to.
    var options: [Span: String]

    /// What an update starts from.
    package struct Start: Sendable {
        package var weights: [Float]
        /// As the batch gave them.
        package var gradients: [Float]
        package var optimizer: OptimizerState?
        /// After the schedule.
        package var rate: Double
        /// What the schedule says of it; nil where it says nothing.
        package var momentum: Double?
        /// The dimensions of each weight array.
        package var arrays: [[Int]]

        package init(
            weights: [Float], gradients: [Float], optimizer: OptimizerState?, rate: Double, momentum: Double?, arrays: [[Int]]
        ) {
            self.weights = weights
            self.gradients = gradients
            self.optimizer = optimizer
            self.rate = rate
            self.momentum = momentum
            self.arrays = arrays
        }
    }

    package struct Update: Sendable {
        /// As many as weights were asked for; empty where the gradients wait for others, so that nothing was updated.
        package var traces: [WeightTrace]
        package var weights: [Float]
    }

    /// Makes the update that starts there, on a copy. `number`: how a number is written in a line.
    package func update(_ start: Start, tracing watched: [Int], number: @escaping (Double) -> String) -> Update {
        let runner = UpdateRunner<Float>(rule: rule, arrays: start.arrays)
        runner.begin(from: start.optimizer, identity: rule.identity, weights: start.weights)
        if let momentum = start.momentum, let name = rule.momentumName { runner.set(name, to: momentum) }
        var weights = start.weights
        let traces = step(
            runner, weights: &weights, gradients: start.gradients, rate: start.rate, arrays: start.arrays, tracing: watched, number: number)
        return Update(traces: traces, weights: weights)
    }

    /// Makes the next update of a runner of this rule, and keeps what its lines made of the weights asked for: none where the
    /// gradients wait for others, so that nothing was updated. Networks run in Floats, landscapes in Doubles.
    package func step<Number: UpdateNumber>(
        _ runner: UpdateRunner<Number>, weights: inout [Number], gradients: [Number], rate: Double, arrays: [[Int]], tracing watched: [Int],
        number: @escaping (Double) -> String
    ) -> [WeightTrace] {
        runner.begin(with: weights)
        let before = watched.map { Before($0, parts[runner.part(of: $0)], runner, weights, arrays) }
        let t = runner.t
        runner.step(weights: &weights, gradients: gradients, rate: rate)
        guard runner.t > t else { return [] }
        let evaluated = runner.evaluated(weights)
        return before.map { before in
            let part = parts[runner.part(of: before.weight)]
            var trace = trace(before, part, runner, after: Double(weights[before.weight]), number)
            if part.program.evaluationVector != nil { trace.evaluated = Double(evaluated[before.weight]) }
            return trace
        }
    }

    /// A weight and what the rule remembers of it, before the step.
    private struct Before {
        var weight: Int
        var value: Double
        /// By vector place.
        var states: [Int: Double] = [:]
        /// By name.
        var scalars: [String: Double] = [:]
        var rows = 1.0
        var columns = 1.0

        init<Number: UpdateNumber>(_ weight: Int, _ part: Part, _ runner: UpdateRunner<Number>, _ weights: [Number], _ arrays: [[Int]]) {
            self.weight = weight
            value = Double(weights[weight])
            for index in part.program.states.indices {
                let place = UpdateProgram.firstStateVector + index
                states[place] = Double(runner.number(at: place, of: weight))
            }
            for (index, scalar) in part.program.arrayScalars.enumerated() {
                scalars[scalar.name] = runner.scalar(at: part.program.firstArrayScalar + index, of: weight)
            }
            var offset = 0
            for dimensions in arrays {
                let count = dimensions.reduce(1, *)
                if weight < offset + count {
                    rows = Double(dimensions.first ?? 1)
                    columns = Double(dimensions.dropFirst().reduce(1, *))
                    break
                }
                offset += count
            }
        }
    }

    private func trace<Number: UpdateNumber>(
        _ before: Before, _ part: Part, _ runner: UpdateRunner<Number>, after: Double, _ number: @escaping (Double) -> String
    ) -> WeightTrace {
        func value(_ place: RuleTrace.Place?) -> Double? {
            switch place {
            case .vector(let place): Double(runner.number(at: place, of: before.weight))
            case .old(UpdateProgram.weightVector): before.value
            case .old(let place): before.states[place]
            case .scalar(let place): runner.scalar(at: place, of: before.weight)
            case .constant(let value): value
            case nil: nil
            }
        }
        let program = part.program
        let t = runner.scalar(at: UpdateProgram.stepScalar, of: before.weight)
        var names: [RuleSymbol: Double] = [
            .weight: before.value, .gradient: value(part.trace.gradient) ?? .nan, .step: t,
            .rate: runner.scalar(at: UpdateProgram.rateScalar, of: before.weight), .rows: before.rows, .columns: before.columns,
        ]
        for (index, name) in program.hyperparameters.enumerated() {
            names[.hyperparameter(name)] = runner.scalar(at: UpdateProgram.firstHyperparameterScalar + index, of: before.weight)
        }
        var kept: [WeightTrace.Kept] = []
        for (index, state) in program.states.enumerated() {
            let place = UpdateProgram.firstStateVector + index
            let old = before.states[place] ?? .nan
            names[.state(state.name)] = old
            kept.append(.init(name: state.name, before: old, after: Double(runner.number(at: place, of: before.weight)), isPerArray: false))
        }
        for (index, scalar) in program.arrayScalars.enumerated() {
            let old = before.scalars[scalar.name] ?? .nan
            names[.scalar(scalar.name)] = old
            kept.append(
                .init(name: scalar.name, before: old, after: runner.scalar(at: program.firstArrayScalar + index, of: before.weight), isPerArray: true))
        }
        var lines: [WeightTrace.Line] = []
        for (line, places) in zip(part.lines, part.trace.lines) {
            let wholes = places.wholes.compactMapValues(value)
            let known = names
            let writer = RuleTermWriter { term in
                if let whole = wholes[term.span] {
                    switch term.form {
                    case .reduce, .matrix: return number(whole)
                    default: break
                    }
                }
                if case .name(let symbol) = term.form { return known[symbol].map(number) }
                return nil
            }
            let result = value(places.value)
            lines.append(
                .init(
                    target: line.target.text, formula: RuleTermWriter().text(line.value), numbers: writer.text(line.value),
                    value: result, option: options[line.span]))
            names[line.target] = result
        }
        return WeightTrace(
            rule: part.name, t: Int(t), before: before.value, after: after, gradient: value(part.trace.gradient) ?? .nan, lines: lines,
            kept: kept)
    }
}

extension UpdateProgram {
    fileprivate var firstArrayScalar: Int { Self.firstHyperparameterScalar + hyperparameters.count }
}

extension RuleLibrary {
    /// The rule of `use`, with its lines and programs that keep what these make.
    package func traced(
        _ name: Name, dialect: Dialect, settings: [RuleSetting], schedule: ScheduleUse? = nil
    ) throws(RuleError) -> TracedRule {
        let (rule, compiled) = try inUse(name, dialect: dialect, settings: settings, schedule: schedule, isTraced: true)
        var parts: [TracedRule.Part] = []
        if let trace = compiled.trace {
            parts.append(.init(name: compiled.resolved.name, lines: compiled.settled.lines, program: rule.program, trace: trace))
        }
        if let other = compiled.otherwise, let trace = other.trace {
            parts.append(.init(name: other.settled.name, lines: other.settled.lines, program: other.rule.program, trace: trace))
        }
        var options: [Span: String] = [:]
        for option in [before[compiled.resolved.dialect ?? dialect], after].compactMap({ $0 }) {
            Self.noteOptions(option.body, nil, &options)
        }
        return TracedRule(rule: rule, parts: parts, options: options)
    }

    private static func noteOptions(_ lines: [RuleLine], _ option: String?, _ options: inout [Span: String]) {
        for line in lines {
            guard case .conditional(let condition, let then, let otherwise) = line.form else {
                options[line.span] = option
                continue
            }
            var first = option
            condition.forEachName { name, _ in first = first ?? name }
            noteOptions(then + otherwise, first, &options)
        }
    }
}
