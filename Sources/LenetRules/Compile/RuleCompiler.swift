import LenetEngine

/// Turns a settled rule into an update program.
///
/// - What holds no per-weight name is computed once a step in Double; the rest is vector operations in the order of the text.
/// - `norm`, `sum`, `mean` and what looks at matrices cut the rule into passes. A later pass computes again what it needs from what lies in memory, and
///   what it needs as it was is written late enough: nothing is spilled.
/// - A state's new value goes straight into its place when nobody reads the old one afterwards; temporaries share blocks.
struct RuleCompiler {
    /// The program, and which hyper-parameters, states and `scalar` names of the settled rule it keeps, in its order.
    struct Result {
        var program: UpdateProgram
        var hyperparameters: [String]
        var states: [SettledRule.Kept]
        var scalars: [SettledRule.Kept]
        /// Where each line's results can be read after a step, if that was asked for.
        var trace: RuleTrace?
    }

    typealias Program = UpdateProgram
    private let rule: SettledRule
    private var graph: RuleGraph
    private var vectorLevels: [Int] = []
    private var scalarLevels: [Int] = []

    // Places: graph leaf → program place.
    private var statePlaces: [Int: Int] = [:]
    private var scalarPlaces: [Int: Int] = [:]
    private var constants: [Program.Constant] = []
    private var nextScalar = 0

    /// `start`: the value of an expression that a state or scalar starts from. `isTraced`: the program keeps what its lines make, and
    /// is otherwise the same to the bit.
    static func compile(
        _ rule: SettledRule, isTraced: Bool = false, start: (SettledRule.Kept) throws(RuleError) -> Program.State.Start
    ) throws(RuleError) -> Result {
        var compiler = RuleCompiler(rule, isTraced: isTraced)
        return try compiler.run(start)
    }

    private init(_ rule: SettledRule, isTraced: Bool) {
        self.rule = rule
        graph = RuleGraph(rule, isTraced: isTraced)
    }

    private mutating func run(_ start: (SettledRule.Kept) throws(RuleError) -> Program.State.Start) throws(RuleError) -> Result {
        // States that are kept, then one for `evaluate` where it is no state.
        let keptStates = rule.states.indices.filter { graph.liveVectorLeaves.contains(Program.firstStateVector + $0) }
        var states: [Program.State] = []
        for (place, index) in keptStates.enumerated() {
            statePlaces[Program.firstStateVector + index] = Program.firstStateVector + place
            states.append(Program.State(name: rule.states[index].name.text, start: try start(rule.states[index])))
        }
        var finals: [Int: Int] = [:] // program place → node
        for (place, node) in graph.finals { finals[self.programPlace(place)] = node }
        var evaluationVector: Int?
        if let evaluation = graph.evaluation {
            if case .leaf(let place) = graph.vectors[evaluation], graph.finals[place] == nil {
                evaluationVector = self.programPlace(place)
            } else if let place = finals.first(where: { $0.value == evaluation })?.key {
                evaluationVector = place
            } else {
                let place = Program.firstStateVector + states.count
                states.append(Program.State(name: rule.evaluation?.stateName ?? "evaluated", start: .weights))
                finals[place] = graph.ownNode(for: evaluation, line: rule.lines.count)
                evaluationVector = place
            }
        }
        let stateCount = states.count

        // What is looked at as a matrix is written whole, and so is what comes of it.
        var wholePlaces: [Int: Int] = [:] // vector node → place of a copy of it
        var matrixPlaces: [Int: Int] = [:]
        var nextWhole = Program.firstStateVector + stateCount
        for node in graph.needed(finals).matrices {
            guard case .matrix(_, let vector, _) = graph.vectors[node] else { continue }
            if wholePlaces[vector] == nil {
                wholePlaces[vector] = nextWhole
                finals[nextWhole] = graph.freshCopy(of: vector, line: graph.vectorLines[node])
                nextWhole += 1
            }
            matrixPlaces[node] = nextWhole
            nextWhole += 1
        }
        // So is what an explanation will ask for: a copy of it, since temporaries are written over.
        var tracePlaces: [Int: Int] = [:]
        for node in graph.tracedVectors {
            tracePlaces[node] = nextWhole
            finals[nextWhole] = graph.freshCopy(of: node, line: graph.vectorLines[node])
            nextWhole += 1
        }
        let wholeCount = nextWhole - Program.firstStateVector - stateCount

        // Scalars: t, lr, hyper-parameters, `scalar` names, constants, temporaries.
        let liveHyperparameters = rule.hyperparameters.indices.filter { graph.liveHyperparameters.contains($0) }
        let liveKept = rule.scalars.indices.filter { graph.liveKept.contains($0) }
        nextScalar = Program.firstHyperparameterScalar
        var leafPlaces: [RuleGraph.ScalarLeaf: Int] = [.step: Program.stepScalar, .rate: Program.rateScalar]
        for index in liveHyperparameters { leafPlaces[.hyperparameter(index)] = takeScalar() }
        var arrayScalars: [Program.ArrayScalar] = []
        for index in liveKept {
            leafPlaces[.kept(index)] = takeScalar()
            guard case .constant(let value) = try start(rule.scalars[index]) else { continue }
            arrayScalars.append(Program.ArrayScalar(name: rule.scalars[index].name.text, start: value))
        }

        levels()
        let places = statePlaces
        let programPlace = { (place: Int) in places[place] ?? place }
        let schedule = PassSchedule(
            graph: graph, finals: finals, matrixPlaces: matrixPlaces, vectorLevels: vectorLevels, programPlace: programPlace)
        let live = liveScalars(schedule)
        let lastPass = max(
            schedule.last, live.map { scalarLevels[$0] }.max() ?? 0, graph.keptFinals.values.map { scalarLevels[$0] }.max() ?? 0)

        // Constants and places of scalar nodes.
        for node in live.sorted() {
            switch graph.scalars[node] {
            case .constant(let bits):
                let place = takeScalar()
                constants.append(Program.Constant(place: place, value: Double(bitPattern: bits)))
                scalarPlaces[node] = place
            case .leaf(let leaf):
                scalarPlaces[node] = leafPlaces[leaf]
            default: break
            }
        }
        for node in live.sorted() where scalarPlaces[node] == nil { scalarPlaces[node] = takeScalar() }

        // `scalar` names: everyone reads a copy of the old value, so the new one can be written when it is there.
        var keptReads: [Program.ScalarInstruction] = []
        var keptWrites: [Program.ScalarInstruction] = []
        for (index, node) in graph.keptFinals.sorted(by: { $0.key < $1.key }) {
            guard let place = leafPlaces[.kept(index)], let leaf = graph.scalarLeaf(.kept(index)) else { continue }
            if live.contains(leaf) {
                let copy = takeScalar()
                scalarPlaces[leaf] = copy
                keptReads.append(Program.ScalarInstruction(.copy, result: copy, a: place))
            }
            keptWrites.append(
                Program.ScalarInstruction(.copy, result: place, a: scalarPlaces[node] ?? place, line: graph.scalarLines[node]))
        }

        var passes: [Program.Pass] = []
        var temporaries = 0
        for pass in 0...lastPass {
            var allocation = BlockAllocation(
                graph: graph, schedule: schedule, pass: pass, stateCount: stateCount + wholeCount,
                scalarPlace: scalarPlaces, programPlace: programPlace)
            let code = allocation.emit()
            temporaries = max(temporaries, allocation.temporaries)
            var scalars = pass == 0 ? keptReads : []
            scalars += live.sorted().filter { scalarLevels[$0] == pass }.compactMap { instruction($0) }
            if pass == lastPass { scalars += keptWrites }
            let reductions = schedule.reductions(in: pass).compactMap { number -> Program.Reduction? in
                guard case .reduction(let kind, let vector) = graph.scalars[number], let result = scalarPlaces[number] else { return nil }
                return Program.Reduction(kind, of: allocation.operand(vector), result: result, line: graph.scalarLines[number])
            }
            let matrices = matrixPlaces.keys.sorted().filter { vectorLevels[$0] == pass + 1 }.compactMap { node -> Program.MatrixInstruction? in
                guard case .matrix(let operation, let vector, let numbers) = graph.vectors[node], let result = matrixPlaces[node],
                    let input = wholePlaces[vector]
                else { return nil }
                return Program.MatrixInstruction(
                    operation, result: result, a: input, scalars: numbers.map { scalarPlaces[$0] ?? 0 }, line: graph.vectorLines[node])
            }
            passes.append(Program.Pass(scalars: scalars, vectors: code, reductions: reductions, matrices: matrices))
        }

        let trace = graph.traced.isEmpty ? nil : RuleTrace(graph, vectors: tracePlaces, scalars: scalarPlaces, programPlace: programPlace)
        let names = liveHyperparameters.map { rule.hyperparameters[$0] }
        let program = Program(
            name: rule.name, states: states, hyperparameters: names, arrayScalars: arrayScalars, constants: constants,
            passes: passes, scalarCount: nextScalar, vectorCount: Program.firstStateVector + stateCount + wholeCount + temporaries,
            wholeVectors: wholeCount, evaluationVector: evaluationVector)
        return Result(program: program, hyperparameters: names, states: keptStates.map { rule.states[$0] },
            scalars: liveKept.map { rule.scalars[$0] }, trace: trace)
    }

    private func programPlace(_ place: Int) -> Int { statePlaces[place] ?? place }

    private mutating func takeScalar() -> Int {
        defer { nextScalar += 1 }
        return nextScalar
    }

    /// The pass in which each value can first be had: what a reduction or a matrix operation makes, in the pass after the one that
    /// it closes.
    private mutating func levels() {
        vectorLevels = Array(repeating: 0, count: graph.vectors.count)
        scalarLevels = Array(repeating: 0, count: graph.scalars.count)
        // Scalars and vectors refer to each other; each refers to earlier made ones only, so a few sweeps settle it.
        var changed = true
        while changed {
            changed = false
            for (number, node) in graph.scalars.enumerated() {
                var level = node.scalarOperands.map { scalarLevels[$0] }.max() ?? 0
                if case .reduction(_, let vector) = node { level = vectorLevels[vector] + 1 }
                if level != scalarLevels[number] { scalarLevels[number] = level; changed = true }
            }
            for (number, node) in graph.vectors.enumerated() {
                var level = node.operands.map { operand in
                    switch operand {
                    case .vector(let v): vectorLevels[v]
                    case .scalar(let s): scalarLevels[s]
                    }
                }.max() ?? 0
                if case .matrix = node { level += 1 }
                if level != vectorLevels[number] { vectorLevels[number] = level; changed = true }
            }
        }
    }

    /// Scalar nodes that the vector instructions, reductions and kept scalars need, with all they are made of.
    private func liveScalars(_ schedule: PassSchedule) -> Set<Int> {
        var live: Set<Int> = []
        var open = Array(schedule.scalarsRead) + schedule.reductions + graph.keptFinals.values
        while let next = open.popLast() {
            guard live.insert(next).inserted else { continue }
            open += graph.scalars[next].scalarOperands
        }
        return live
    }

    private func instruction(_ node: Int) -> Program.ScalarInstruction? {
        guard case .operation(let operation, let a, let b, let c) = graph.scalars[node], let result = scalarPlaces[node] else { return nil }
        func place(_ node: Int) -> Int { node < 0 ? 0 : scalarPlaces[node] ?? 0 }
        return Program.ScalarInstruction(
            operation, result: result, a: place(a), b: place(b), c: place(c), line: graph.scalarLines[node])
    }
}

extension RuleTerm {
    fileprivate var stateName: String? {
        if case .name(let symbol) = form { return symbol.text }
        return nil
    }
}

extension RuleGraph {
    func scalarLeaf(_ leaf: ScalarLeaf) -> Int? { scalars.firstIndex(of: .leaf(leaf)) }
}
