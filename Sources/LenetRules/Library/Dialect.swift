import LenetEngine

/// Rules and networks speak of the same dialects.
package typealias Dialect = LenetEngine.Dialect
