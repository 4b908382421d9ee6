namespace Cambium.Numerics;

/// <summary>A matrix to be multiplied, by address: the number in row i and column j stands at i · RowStride + j · ColumnStride; one of the
/// two is 1.</summary>
readonly unsafe struct ProductOperand<T>(T* values, nint rowStride, nint columnStride)
    where T : unmanaged
{
    internal T* Values { get; } = values;

    internal nint RowStride { get; } = rowStride;

    internal nint ColumnStride { get; } = columnStride;

    internal static ProductOperand<T> Of(in MatrixView<T> view, T* pinned) =>
        view.IsTransposed ? new(pinned, 1, view.Stride) : new(pinned, view.Stride, 1);

    internal T* At(nint row, nint column) => Values + (row * RowStride) + (column * ColumnStride);
}
