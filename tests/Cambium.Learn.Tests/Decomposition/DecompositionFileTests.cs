using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Saved decompositions with a wrong bit load and answer, or are refused in a controlled way.</summary>
public sealed class DecompositionFileTests
{
    const int Flips = 120;

    public static TheoryData<string> Kinds => ["pca", "truncated-svd", "fast-ica", "nmf"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_flipped_bit_is_refused_or_harmless(string kind)
    {
        var table = DecompositionTables.Wine.Slice(0, 40);
        var y = Column.Of("y", Enumerable.Range(0, 40).Select(row => (double)row).ToArray());
        Transform step = kind switch
        {
            "pca" => new Pca { Components = 3, Whiten = true },
            "truncated-svd" => new TruncatedSvd(),
            "fast-ica" => new FastIca { Components = 3 },
            _ => new Nmf(),
        };
        using var saved = new SavedModel(step.Then(new MeanRegressor()).Fit(table.With(y), "y"));
        foreach (var file in new[] { saved.Json, saved.Weights })
        {
            var bytes = File.ReadAllBytes(file);
            var random = new RandomStream(9);
            for (var i = 0; i < Flips; i++)
            {
                var damaged = (byte[])bytes.Clone();
                damaged[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
                File.WriteAllBytes(file, damaged);
                try
                {
                    Assert.Equal(40, Model.Load(saved.Folder).Predict(table).RowCount);
                }
                catch (Exception e) when (e is ModelFormatException or TableException or ArgumentException)
                {
                    // A changed column name or type is legal in itself; the table then does not fit it.
                    Assert.NotEmpty(e.Message);
                }
            }

            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void Numbers_that_no_fit_leaves_are_refused_by_name()
    {
        var step = new Nmf().Fit(DecompositionTables.Wine.Slice(0, 40));

        AssertRefused("weights.safetensors: 'parts' holds negative numbers. The file is damaged; save the model again.", arrays => arrays["parts"][3] = -1);
        AssertRefused("weights.safetensors: item 3 of 'parts' is not finite. The file is damaged; save the model again.", arrays => arrays["parts"][3] = double.NaN);

        void AssertRefused(string message, Action<Dictionary<string, double[]>> damage)
        {
            var writer = new ModelWriter();
            step.Write(writer);
            var arrays = writer.Arrays.ToDictionary(pair => pair.Key, pair => (double[])pair.Value.Clone());
            damage(arrays);
            var reader = new ModelReader(writer.Json, arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value));

            Assert.Equal(message, Assert.Throws<ModelFormatException>(() => NmfModel.Read(new Nmf(), reader)).Message);
        }
    }
}
