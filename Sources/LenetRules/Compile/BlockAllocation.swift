import LenetEngine

/// Gives each value of one pass a place: the state it becomes where that is free already, else a temporary block that is used
/// again as soon as its value has been read for the last time.
struct BlockAllocation {
    private let graph: RuleGraph
    private let schedule: PassSchedule
    private let pass: Int
    private let firstTemporary: Int
    private let scalarPlace: [Int: Int]
    private let programPlace: (Int) -> Int

    private var location: [Int: Int] = [:]
    /// For reductions only: a copy of a place that this pass overwrites.
    private var reductionLocation: [Int: Int] = [:]
    private var free: [Int] = []
    private(set) var temporaries = 0

    init(
        graph: RuleGraph, schedule: PassSchedule, pass: Int, stateCount: Int, scalarPlace: [Int: Int],
        programPlace: @escaping (Int) -> Int
    ) {
        self.graph = graph
        self.schedule = schedule
        self.pass = pass
        firstTemporary = UpdateProgram.firstStateVector + stateCount
        self.scalarPlace = scalarPlace
        self.programPlace = programPlace
    }

    mutating func emit() -> [UpdateProgram.VectorInstruction] {
        guard pass < schedule.nodes.count else { return [] }
        let nodes = schedule.nodes[pass]
        location = schedule.stored[pass]
        let reduced = Set(schedule.reductions(in: pass).compactMap { number -> Int? in
            guard case .reduction(_, let vector) = graph.scalars[number] else { return nil }
            return vector
        })

        var lastUse: [Int: Int] = [:]
        var lastRead: [Int: Int] = [:] // of a place's old value
        for (index, node) in nodes.enumerated() {
            for case .vector(let operand) in graph.vectors[node].operands {
                lastUse[operand] = index
                if location[operand] == nil, case .leaf(let leaf) = graph.vectors[operand] { lastRead[programPlace(leaf)] = index }
            }
        }
        for node in reduced { lastUse[node] = .max }

        // Straight into the place where nobody reads its old value later.
        let written = schedule.finals.filter { schedule.writePass[$0.key] == pass }
        var direct: [Int: Int] = [:]
        var copied: [(node: Int, place: Int)] = []
        for (place, node) in written.sorted(by: { $0.key < $1.key }) {
            guard let index = nodes.firstIndex(of: node) else { continue }
            if (lastRead[place] ?? -1) <= index {
                direct[node] = place
            } else {
                copied.append((node, place))
                lastUse[node] = .max
            }
        }

        var code: [UpdateProgram.VectorInstruction] = []
        for node in reduced.sorted() {
            guard location[node] == nil, case .leaf(let leaf) = graph.vectors[node], written[programPlace(leaf)] != nil else { continue }
            let block = take()
            reductionLocation[node] = block
            code.append(UpdateProgram.VectorInstruction(.copy, result: block, a: .vector(programPlace(leaf))))
        }
        for (index, node) in nodes.enumerated() {
            guard case .operation(let operation, let a, let b, let c) = graph.vectors[node] else { continue }
            let used = graph.vectors[node].operands
            let operands = (operand(a), used.count > 1 ? operand(b) : .scalar(0), used.count > 2 ? operand(c) : .scalar(0))
            for operand in Set(used) {
                if case .vector(let value) = operand, lastUse[value] == index { release(value) }
            }
            let place = direct[node] ?? take()
            location[node] = place
            code.append(
                UpdateProgram.VectorInstruction(
                    operation, result: place, a: operands.0, b: operands.1, c: operands.2, line: graph.vectorLines[node]))
        }
        for (node, place) in copied {
            code.append(
                UpdateProgram.VectorInstruction(.copy, result: place, a: operand(.vector(node)), line: graph.vectorLines[node]))
        }
        return code
    }

    /// Where a reduced value lies when the pass's instructions have run over a block.
    func operand(_ vector: Int) -> UpdateProgram.Operand {
        if let place = reductionLocation[vector] { return .vector(place) }
        return operand(RuleGraph.Operand.vector(vector))
    }

    private func operand(_ operand: RuleGraph.Operand) -> UpdateProgram.Operand {
        switch operand {
        case .scalar(let node):
            return .scalar(scalarPlace[node] ?? 0)
        case .vector(let node):
            if let place = location[node] { return .vector(place) }
            if case .leaf(let leaf) = graph.vectors[node] { return .vector(programPlace(leaf)) }
            return .vector(UpdateProgram.weightVector) // not reached: operands come before what uses them
        }
    }

    private mutating func take() -> Int {
        if let place = free.min() {
            free.removeAll { $0 == place }
            return place
        }
        temporaries += 1
        return firstTemporary + temporaries - 1
    }

    private mutating func release(_ node: Int) {
        guard let place = location[node], place >= firstTemporary else { return }
        free.append(place)
    }
}
