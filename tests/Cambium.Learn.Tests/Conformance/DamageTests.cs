using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>A saved model with a wrong bit loads and answers, or is refused in a controlled way; it never crashes or hangs.</summary>
public sealed class DamageTests
{
    const int Flips = 150;

    public static TheoryData<string> All => LearnerCase.All;

    [Theory]
    [MemberData(nameof(All))]
    public void A_flipped_bit_in_the_settings_is_refused_or_harmless(string learner) => Flip(learner, saved => saved.Json);

    [Theory]
    [MemberData(nameof(All))]
    public void A_flipped_bit_in_the_weights_is_refused_or_harmless(string learner) => Flip(learner, saved => saved.Weights);

    static void Flip(string learner, Func<SavedModel, string> file)
    {
        var table = LearnerCase.Table(learner, rows: 120);
        using var saved = new SavedModel(LearnerCase.Recipe(learner).Fit(table, "y"));
        var bytes = File.ReadAllBytes(file(saved));
        var random = new RandomStream(9);
        for (var i = 0; i < Flips; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(file(saved), damaged);
            try
            {
                var model = Model.Load(saved.Folder);
                Assert.Equal(table.RowCount, model.Predict(table).RowCount);
            }
            catch (Exception e) when (e is ModelFormatException or TableException or ArgumentException)
            {
                // A changed column name or type is legal in itself; the table then does not fit it.
                Assert.NotEmpty(e.Message);
            }
        }
    }
}
