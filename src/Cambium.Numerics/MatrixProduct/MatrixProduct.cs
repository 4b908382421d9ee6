using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>
/// Products of dense matrices in single and double precision. NaN and ±∞ pass through as IEEE 754 says; an empty sum is 0. The bits of an
/// entry depend on its row of A, its column of B and the instruction set, not on the number of threads nor on the other rows and columns.
/// </summary>
/// <remarks>2 m n k operations; at most 512 × 4,096 numbers and 3 MB of pooled working memory. C must not overlap A or B.</remarks>
public static class MatrixProduct
{
    /// <summary>C = A B. C is written only, never read.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not go together, or <paramref name="maxThreads"/> is negative.</exception>
    public static void Of(MatrixView<double> a, MatrixView<double> b, MatrixSpan<double> c, int maxThreads = 0) => Run(1, a, b, 0, c, maxThreads);

    /// <inheritdoc cref="Of(MatrixView{double}, MatrixView{double}, MatrixSpan{double}, int)"/>
    public static void Of(MatrixView<float> a, MatrixView<float> b, MatrixSpan<float> c, int maxThreads = 0) => Run(1, a, b, 0, c, maxThreads);

    /// <summary>C = alpha A B + beta C. Where beta is 0, C is not read.</summary>
    /// <param name="alpha">The factor of the product.</param>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="beta">The factor of what C holds.</param>
    /// <param name="c">m × n.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not go together, or <paramref name="maxThreads"/> is negative.</exception>
    public static void Add(double alpha, MatrixView<double> a, MatrixView<double> b, double beta, MatrixSpan<double> c, int maxThreads = 0) =>
        Run(alpha, a, b, beta, c, maxThreads);

    /// <inheritdoc cref="Add(double, MatrixView{double}, MatrixView{double}, double, MatrixSpan{double}, int)"/>
    public static void Add(float alpha, MatrixView<float> a, MatrixView<float> b, float beta, MatrixSpan<float> c, int maxThreads = 0) =>
        Run(alpha, a, b, beta, c, maxThreads);

    /// <summary>C = alpha A Aᵀ + beta C, symmetric, in about half the time: what is above the diagonal is copied from below it, and of C
    /// only what is below is read.</summary>
    /// <param name="alpha">The factor of the product.</param>
    /// <param name="a">m × k; for Aᵀ A give <see cref="MatrixView{T}.Transposed"/>.</param>
    /// <param name="beta">The factor of what C holds.</param>
    /// <param name="c">m × m.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not go together, or <paramref name="maxThreads"/> is negative.</exception>
    public static void AddSquare(double alpha, MatrixView<double> a, double beta, MatrixSpan<double> c, int maxThreads = 0)
    {
        Run(alpha, a, a.Transposed, beta, c, maxThreads, lowerOnly: true);
        for (var i = 0; i < c.Rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                c.Values[(j * c.Stride) + i] = c.Values[(i * c.Stride) + j];
            }
        }
    }

    static void Run<T>(T alpha, in MatrixView<T> a, in MatrixView<T> b, T beta, in MatrixSpan<T> c, int maxThreads, bool lowerOnly = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<ProductTile14<Lanes512<T>, Vector512<T>, T>, T>(alpha, a, b, beta, c, maxThreads, lowerOnly);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<ProductTile6<Lanes256<T>, Vector256<T>, T>, T>(alpha, a, b, beta, c, maxThreads, lowerOnly);
        }
        else if (System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
        {
            Run<ProductTile14<Lanes128<T>, Vector128<T>, T>, T>(alpha, a, b, beta, c, maxThreads, lowerOnly);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<ProductTile6<Lanes128<T>, Vector128<T>, T>, T>(alpha, a, b, beta, c, maxThreads, lowerOnly);
        }
        else
        {
            Run<ProductTile6<LanesScalar<T>, T, T>, T>(alpha, a, b, beta, c, maxThreads, lowerOnly);
        }
    }

    internal static unsafe void Run<TTile, T>(
        T alpha, in MatrixView<T> a, in MatrixView<T> b, T beta, in MatrixSpan<T> c, int maxThreads, bool lowerOnly = false)
        where TTile : struct, IProductTile<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowIfUnfit(a, b, c);
        ArgumentOutOfRangeException.ThrowIfNegative(maxThreads);
        if (c.Rows == 0 || c.Columns == 0)
        {
            return;
        }

        if (a.Columns == 0)
        {
            Scale(beta, c);
            return;
        }

        fixed (T* pa = &MemoryMarshal.GetReference(a.Values), pb = &MemoryMarshal.GetReference(b.Values), pc = &MemoryMarshal.GetReference(c.Values))
        {
            var size = (c.Rows, c.Columns, a.Columns);
            var job = new ProductJob<TTile, T>(ProductOperand<T>.Of(a, pa), ProductOperand<T>.Of(b, pb), pc, c.Stride, size, maxThreads)
            {
                LowerOnly = lowerOnly,
            };
            job.Run(alpha, beta);
        }
    }

    static void Scale<T>(T beta, in MatrixSpan<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < c.Rows; row++)
        {
            foreach (ref var value in c.Values.Slice(row * c.Stride, c.Columns))
            {
                value = beta == T.Zero ? T.Zero : beta * value;
            }
        }
    }

    static void ThrowIfUnfit<T>(in MatrixView<T> a, in MatrixView<T> b, in MatrixSpan<T> c)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns)
        {
            throw new ArgumentException(
                $"A is {a.Rows} × {a.Columns}, B is {b.Rows} × {b.Columns} and C is {c.Rows} × {c.Columns}, expected m × k, k × n and m × n.",
                nameof(c));
        }
    }
}
