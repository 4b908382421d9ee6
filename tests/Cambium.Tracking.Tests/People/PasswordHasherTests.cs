using System.Globalization;

namespace Cambium.Tracking.Tests;

public sealed class PasswordHasherTests
{
    static readonly PasswordHasher Fast = new(iterations: 10);

    [Fact]
    public void A_password_is_its_own_and_no_other_is()
    {
        var stored = Fast.Hash("correct horse battery");

        Assert.True(Fast.Verify("correct horse battery", stored));
        Assert.False(Fast.Verify("correct horse batterz", stored));
        Assert.False(Fast.Verify("", stored));
        Assert.False(Fast.Verify("Correct horse battery", stored));
    }

    [Fact]
    public void The_same_password_is_kept_differently_for_each_user() => Assert.NotEqual(Fast.Hash("correct horse battery"), Fast.Hash("correct horse battery"));

    [Fact]
    public void What_is_kept_says_how_it_was_made()
    {
        var parts = new PasswordHasher().Hash("correct horse battery").Split('$');

        Assert.Equal(["pbkdf2-sha512", "220000"], parts[..2]);
        Assert.Equal(22, parts[2].Length); // 16 bytes in base64url
        Assert.Equal(43, parts[3].Length); // 32 bytes in base64url
    }

    [Fact]
    public void A_hash_is_that_of_another_program()
    {
        // Python 3: hashlib.pbkdf2_hmac('sha512', b'correct horse battery', bytes(range(16)), 1000, 32).
        const string Stored = "pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw$ToxFUi5y3fprZRW_V6CupR2uIDYfuy5rlsF9Z4E648k";

        Assert.True(Fast.Verify("correct horse battery", Stored));
    }

    [Fact]
    public void An_earlier_count_is_still_read_and_known_as_dated()
    {
        var earlier = new PasswordHasher(iterations: 7).Hash("correct horse battery");

        Assert.True(Fast.Verify("correct horse battery", earlier));
        Assert.True(Fast.IsDated(earlier));
        Assert.False(Fast.IsDated(Fast.Hash("correct horse battery")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery")]
    [InlineData("\0")]
    public void Nobody_has_no_password(string password) => Assert.False(Fast.Verify(password, stored: null));

    /// <summary>Not by the clock, which would fail by chance: the derivation for nobody has today's count, which is what takes the time.</summary>
    [Fact]
    public void For_nobody_a_password_is_hashed_as_often_as_for_somebody()
    {
        var slow = new PasswordHasher(iterations: 400_000);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(slow.Verify("correct horse battery", stored: null));
        var unknown = watch.Elapsed;

        watch.Restart();
        Assert.False(Fast.Verify("correct horse battery", Fast.Hash("another horse battery")));

        // 400,000 rounds against 20: a factor of thousands, of which ten is asked for.
        Assert.True(unknown > 10 * watch.Elapsed, string.Create(CultureInfo.InvariantCulture, $"Unknown user: {unknown}, ten rounds: {watch.Elapsed}."));
    }

    [Fact]
    public void A_form_that_is_not_known_is_named() =>
        Assert.Equal(
            "The store holds a password in the form 'argon2id', expected pbkdf2-sha512.",
            Assert.Throws<InvalidOperationException>(() => Fast.Verify("correct horse battery", "argon2id$v=19$c2FsdA$aGFzaA")).Message);
}
