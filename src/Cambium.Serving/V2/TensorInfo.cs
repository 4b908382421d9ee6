using Cambium.Data;

namespace Cambium.Serving;

/// <summary>What a model's input or output is, without values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">The type of its items.</param>
/// <param name="Shape">Its extents; −1 stands for any number of rows.</param>
public sealed record TensorInfo(string Name, TensorType Datatype, EquatableArray<long> Shape);
