import CKernels

/// One variant of the C kernels: all give the same bits, so a choice changes speed only.
package struct Kernels: @unchecked Sendable, CustomStringConvertible {
    // Unchecked: the table is constant and lives as long as the process.
    package let table: UnsafePointer<lenet_kernels>

    /// The variant that `LENET_KERNELS` names, else the best that this processor runs.
    package static var chosen: Kernels { Kernels(table: lenet_kernels_chosen()) }

    /// What `LENET_KERNELS` says where this processor has no such variant; nil where all is well. The program reports it and ends.
    package static var refused: String? { lenet_kernels_refused().map { String(cString: $0) } }

    /// nil where the name is unknown or this processor cannot run it.
    package static func named(_ name: String) -> Kernels? {
        lenet_kernels_named(name).map { Kernels(table: $0) }
    }

    /// Every variant that this processor runs.
    package static var available: [Kernels] { ["plain", "avx2", "avx512", "neon"].compactMap(named) }

    package var name: String { String(cString: table.pointee.name) }
    package var description: String { name }
}
