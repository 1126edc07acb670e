import LenetEngine
import LenetLab
import Testing

/// The key of a run covers all that decides its bits: a field that is new must be put into it.
@Suite struct RunKeyTests {
    private func fields(_ subject: Any) -> [String] { Mirror(reflecting: subject).children.compactMap(\.label) }

    @Test func everyFieldIsInTheKey() throws {
        let program = UpdateProgram(
            name: "", states: [], hyperparameters: [], arrayScalars: [], constants: [], passes: [], scalarCount: 0, vectorCount: 0)
        #expect(
            fields(program) == [
                "name", "states", "hyperparameters", "arrayScalars", "constants", "passes", "scalarCount", "vectorCount", "wholeVectors",
                "evaluationVector",
            ])
        #expect(fields(UpdateProgram.Pass(scalars: [], vectors: [], reductions: [])) == ["scalars", "vectors", "reductions", "matrices"])
        #expect(fields(UpdateProgram.ScalarInstruction(.copy, result: 0)) == ["operation", "result", "a", "b", "c", "line"])
        #expect(
            fields(UpdateProgram.VectorInstruction(.copy, result: 0, a: .scalar(0))) == ["operation", "result", "a", "b", "c", "line"])
        #expect(fields(UpdateProgram.Reduction(.sum, of: .vector(0), result: 0)) == ["kind", "vector", "result", "line"])
        #expect(fields(UpdateProgram.MatrixInstruction(.rowMean, result: 0, a: 0)) == ["operation", "result", "a", "scalars", "line"])
        let rule = RuleInUse(program: program, hyperparameters: [], learningRate: 0, displayName: "", identity: "")
        #expect(
            fields(rule) == [
                "program", "hyperparameters", "otherwise", "learningRate", "schedule", "momentumName", "accumulate", "displayName",
                "settings", "scheduleName", "identity", "notes",
            ])
        #expect(
            fields(ScheduleProgram(start: [], lines: [], constants: [], placeCount: 0, readsMetric: false, setsMomentum: false)) == [
                "start", "lines", "constants", "placeCount", "readsMetric", "setsMomentum",
            ])
        #expect(fields(LayerLine("dense")) == ["keyword", "name", "values", "id"])
    }
}
