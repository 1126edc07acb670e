import LenetEngine

/// Which vector operations run in which pass, and in which pass each place takes its new value.
struct PassSchedule {
    /// By program place: the pass that writes it.
    private(set) var writePass: [Int: Int] = [:]
    /// Operations of each pass, in the order of the text.
    private(set) var nodes: [[Int]] = []
    /// For each pass: values made in an earlier pass that lie in a place of memory.
    private(set) var stored: [[Int: Int]] = []
    let finals: [Int: Int]
    /// Where each matrix operation that anything needs leaves its result.
    private let matrixPlaces: [Int: Int]
    /// Reductions that anything needs, by scalar node.
    let reductions: [Int]
    /// Scalar nodes that vector operations read.
    private(set) var scalarsRead: Set<Int> = []
    private let levelOfReduction: [Int: Int]

    var last: Int { max(nodes.count - 1, levelOfReduction.values.max().map { $0 + 1 } ?? 0) }

    init(
        graph: RuleGraph, finals: [Int: Int], matrixPlaces: [Int: Int], vectorLevels: [Int], programPlace: (Int) -> Int
    ) {
        self.finals = finals
        self.matrixPlaces = matrixPlaces
        reductions = graph.needed(finals).reductions
        var level: [Int: Int] = [:]
        for reduction in reductions {
            if case .reduction(_, let vector) = graph.scalars[reduction] { level[reduction] = vectorLevels[vector] }
        }
        levelOfReduction = level
        for (place, node) in finals { writePass[place] = vectorLevels[node] }
        let placeOfFinal = Dictionary(finals.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })

        // A later pass that needs a place as it was at the step's beginning makes the place wait for it.
        settling: while true {
            let passes = max(writePass.values.max() ?? 0, level.values.max() ?? 0) + 1
            nodes = []
            stored = []
            for pass in 0..<passes {
                var needed: Set<Int> = []
                var found: [Int: Int] = [:]
                var open = finals.filter { writePass[$0.key] == pass }.map(\.value)
                for reduction in reductions where level[reduction] == pass {
                    if case .reduction(_, let vector) = graph.scalars[reduction] { open.append(vector) }
                }
                while let node = open.popLast() {
                    if let place = placeOfFinal[node], let written = writePass[place], written < pass {
                        found[node] = place
                        continue
                    }
                    switch graph.vectors[node] {
                    case .matrix:
                        found[node] = matrixPlaces[node]
                    case .leaf(let leaf):
                        let place = programPlace(leaf)
                        if let written = writePass[place], written < pass {
                            writePass[place] = pass
                            continue settling
                        }
                    case .operation:
                        guard needed.insert(node).inserted else { continue }
                        for case .vector(let operand) in graph.vectors[node].operands { open.append(operand) }
                    }
                }
                nodes.append(needed.sorted())
                stored.append(found)
            }
            break
        }
        for node in nodes.joined() {
            for case .scalar(let scalar) in graph.vectors[node].operands { scalarsRead.insert(scalar) }
        }
        for node in matrixPlaces.keys {
            for case .scalar(let scalar) in graph.vectors[node].operands { scalarsRead.insert(scalar) }
        }
    }

    func reductions(in pass: Int) -> [Int] { reductions.filter { levelOfReduction[$0] == pass } }
}

extension RuleGraph {
    /// The reductions (scalar nodes) and matrix operations (vector nodes) that the places' new values need, in order.
    func needed(_ finals: [Int: Int], and evaluation: Int? = nil) -> (reductions: [Int], matrices: [Int]) {
        var seen: Set<Operand> = []
        var open = finals.values.map { Operand.vector($0) } + keptFinals.values.map { .scalar($0) }
        if let evaluation { open.append(.vector(evaluation)) }
        var reductions: Set<Int> = []
        var matrices: Set<Int> = []
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            switch next {
            case .vector(let number):
                if case .matrix = vectors[number] { matrices.insert(number) }
                open += vectors[number].operands
            case .scalar(let number):
                if case .reduction(_, let vector) = scalars[number] {
                    reductions.insert(number)
                    open.append(.vector(vector))
                }
                open += scalars[number].scalarOperands.map { .scalar($0) }
            }
        }
        return (reductions.sorted(), matrices.sorted())
    }
}
