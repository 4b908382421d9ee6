using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

public sealed class AuditLogTests : IDisposable
{
    const int Entries = 9;

    readonly PeopleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Entries_are_read_back_the_newest_first_and_in_pages()
    {
        Fill();

        var entries = _store.Audit.Read(null, 4);

        Assert.Equal([9, 8, 7, 6], entries.Select(entry => entry.Number));
        Assert.Equal([5, 4, 3, 2, 1], _store.Audit.Read(entries[^1].Number, 100).Select(entry => entry.Number));
        Assert.Equal(new AuditEntry { Number = 9, Time = _store.Now, Actor = "ann", Action = "model.alias", Subject = "model:m9", Outcome = "done", Details = "champion = 9", Hash = entries[0].Hash }, entries[0]);
    }

    [Fact]
    public void An_empty_log_is_whole()
    {
        var verdict = _store.Audit.Verify();

        Assert.Null(verdict.Problem);
        Assert.Equal($"0:{new string('0', 64)}", verdict.Head.ToString());
        Assert.Equal("Entry 3 was noted, but the log ends at entry 0: its end was cut off.", _store.Audit.Verify(new AuditHead(3, new string('a', 64))).Problem);
    }

    [Fact]
    public void The_hash_is_what_another_program_makes_of_the_bytes()
    {
        // Python 3: sha256(bytes(32) + (1).to_bytes(8, 'big') + (1767323045000).to_bytes(8, 'big') + b''.join(len(x).to_bytes(4, 'big') + x for x in
        // [b'ann', b'user.add', 'user:jos\u00e9'.encode(), b'done', b''])).hexdigest()
        var entry = _store.Audit.Append(new AuditDraft("ann", "user.add", "user:josé", AuditDraft.Done));

        Assert.Equal(1767323045000, entry.Time);
        Assert.Equal("54284adbcf2c29c37b8336f4878bfdad5e00fd27e54e475c7bd526bad2f3875e", entry.Hash);
    }

    [Fact]
    public void The_head_is_the_last_entry_and_reads_back()
    {
        Fill();

        var head = _store.Audit.Head();

        Assert.Equal(head, _store.Audit.Verify().Head);
        Assert.Equal(head, AuditHead.Parse($" {head} "));
        Assert.Null(_store.Audit.Verify(head).Problem);
        Fill();
        Assert.Null(_store.Audit.Verify(head).Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12:abc")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_head_is_refused(string text) =>
        Assert.Equal(
            $"'{text}' is no head of an audit log. Give it as 'cambium audit verify' printed it: a number, a colon, 64 hex digits.",
            PeopleStore.Refusal(() => AuditHead.Parse(text), TrackingErrorCode.InvalidParameterValue));

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'bob' WHERE number = 4", "Entry 4 is not the one that was written: it was changed, moved or put in, or one before it was taken away.")]
    [InlineData("DELETE FROM audit_entries WHERE number = 4", "Entry 4 is missing: after entry 3 comes entry 5.")]
    [InlineData("DELETE FROM audit_entries WHERE number = 1", "Entry 1 is missing: after entry 0 comes entry 2.")]
    [InlineData("DELETE FROM audit_entries WHERE number >= 8", "Entry 9 was noted, but the log ends at entry 7: its end was cut off.")]
    [InlineData("DELETE FROM audit_entries", "Entry 9 was noted, but the log ends at entry 0: its end was cut off.")]
    [InlineData("INSERT INTO audit_entries SELECT 0, time, actor, action, subject, outcome, details, hash FROM audit_entries WHERE number = 2", "Entry 0 was put in: entries are numbered from 1.")]
    public void What_was_done_to_the_log_is_named(string sql, string problem)
    {
        Fill();
        var noted = _store.Audit.Head();

        Unlock();
        _store.Execute(sql);

        Assert.Equal(problem, _store.Audit.Verify(noted).Problem);
    }

    [Fact]
    public void A_log_written_anew_by_somebody_who_knows_how_is_found_with_the_noted_head()
    {
        Fill();
        var noted = _store.Audit.Head();

        Unlock();
        _store.Execute("DELETE FROM audit_entries WHERE number >= 5");
        Fill();

        Assert.Null(_store.Audit.Verify().Problem);
        Assert.Equal("Entry 9 is not the one that was noted: the log was written anew, by somebody who knows how.", _store.Audit.Verify(noted).Problem);
    }

    /// <summary>Every single change of every stored entry: each field, removal, exchange with another, and an entry put in.</summary>
    [Fact]
    public void Any_single_change_of_any_entry_is_found()
    {
        Fill();
        var noted = _store.Audit.Head();
        Unlock();

        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 7),
            Prop.ForAll(
                Gen.Choose(1, Entries).Zip(Gen.Choose(1, Entries)).Zip(Gen.Choose(0, 10)).Zip(ArbMap.Default.GeneratorFor<int>()).ToArbitrary(),
                input =>
                {
                    var (((entry, other), kind), number) = input;
                    var copy = _store.Audit.Read(null, 100);
                    var changed = Tamper(kind, entry, other, number);
                    if (changed)
                    {
                        Assert.NotNull(_store.Audit.Verify(noted).Problem);
                        PutBack(copy);
                    }

                    Assert.Null(_store.Audit.Verify(noted).Problem);
                }));
    }

    [Fact]
    public void Whatever_text_is_appended_is_verified()
    {
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261122, 9),
            Prop.ForAll(
                ArbMap.Default.GeneratorFor<string[]>().ToArbitrary(),
                texts =>
                {
                    var words = texts.Select(text => text ?? "").Concat(["\0", "\uD800", "\uDC00\uD800", "🌲", "", new string('x', 5000)]).ToArray();
                    _store.Audit.Append(new AuditDraft(words[0], words[^1], words[^2], words[^3], words[words.Length / 2]));
                    _store.Audit.Append(new AuditDraft(words[^4], words[^5], words[^6], "done"));
                }));

        Assert.Null(_store.Audit.Verify().Problem);
        Assert.Equal(400, _store.Audit.Head().Number);
    }

    [Fact]
    public void The_store_itself_changes_and_deletes_no_entry()
    {
        Fill();

        Assert.Contains("The audit log is only added to.", Assert.Throws<IOException>(() => _store.Execute("UPDATE audit_entries SET actor = 'bob'")).Message, StringComparison.Ordinal);
        Assert.Contains("The audit log is only added to.", Assert.Throws<IOException>(() => _store.Execute("DELETE FROM audit_entries")).Message, StringComparison.Ordinal);
        Assert.Null(_store.Audit.Verify().Problem);
    }

    [Fact]
    public void Many_writers_make_one_chain()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                _store.Audit.Append(new AuditDraft($"writer {writer}", "test", $"entry:{i}", AuditDraft.Done));
            }
        });

        Assert.Equal((200, null), (_store.Audit.Verify().Head.Number, _store.Audit.Verify().Problem));
    }

    [Fact]
    public void An_act_and_its_entry_come_together_or_not_at_all()
    {
        Assert.Throws<InvalidOperationException>(() => _store.Database.Write<int>(connection =>
        {
            _store.Audit.Append(connection, new AuditDraft("ann", "act", "x", AuditDraft.Done));
            throw new InvalidOperationException("The act fails.");
        }));

        Assert.Equal(0, _store.Audit.Head().Number);
    }

    void Fill()
    {
        for (var i = 1; i <= Entries; i++)
        {
            _store.Audit.Append(new AuditDraft("ann", "model.alias", $"model:m{i}", AuditDraft.Done, $"champion = {i}"));
        }
    }

    /// <summary>What whoever may write the file may do.</summary>
    void Unlock() => _store.Execute("DROP TRIGGER audit_entries_are_not_changed; DROP TRIGGER audit_entries_are_not_deleted");

    /// <summary>Changes the log in one way; false where the change would leave it as it was.</summary>
    bool Tamper(int kind, int entry, int other, int number)
    {
        if (kind >= 8 && entry == other)
        {
            return false;
        }

        _store.Execute(kind switch
        {
            0 => $"UPDATE audit_entries SET time = time + {(number == 0 ? 1 : number)} WHERE number = {entry}",
            1 => $"UPDATE audit_entries SET actor = actor || '{(char)('a' + (number & 15))}' WHERE number = {entry}",
            2 => $"UPDATE audit_entries SET action = upper(action) WHERE number = {entry}",
            3 => $"UPDATE audit_entries SET subject = substr(subject, 2) WHERE number = {entry}",
            4 => $"UPDATE audit_entries SET outcome = 'refused' WHERE number = {entry}",
            5 => $"UPDATE audit_entries SET details = '' WHERE number = {entry}",
            6 => $"UPDATE audit_entries SET hash = substr(hash, 2) || '{(char)('g' + (number & 7))}' WHERE number = {entry}",
            7 => $"DELETE FROM audit_entries WHERE number = {entry}",
            // Two entries change places.
            8 => $"UPDATE audit_entries SET number = -1 WHERE number = {entry}; UPDATE audit_entries SET number = {entry} WHERE number = {other}; UPDATE audit_entries SET number = {other} WHERE number = -1",
            // A copy of one is put in before another, and all after it move on.
            9 => $"UPDATE audit_entries SET number = -number WHERE number >= {entry}; UPDATE audit_entries SET number = 1 - number WHERE number < 0; "
                + $"INSERT INTO audit_entries SELECT {entry}, time, actor, action, subject, outcome, details, hash FROM audit_entries WHERE number = {(other < entry ? other : other + 1)}",
            // One is taken out, and all after it move up.
            _ => $"DELETE FROM audit_entries WHERE number = {entry}; UPDATE audit_entries SET number = -number WHERE number > {entry}; UPDATE audit_entries SET number = -number - 1 WHERE number < 0",
        });
        return true;
    }

    void PutBack(IReadOnlyList<AuditEntry> copy)
    {
        var rows = copy.Select(entry => $"({entry.Number}, {entry.Time}, '{entry.Actor}', '{entry.Action}', '{entry.Subject}', '{entry.Outcome}', '{entry.Details}', '{entry.Hash}')");
        _store.Execute($"DELETE FROM audit_entries; INSERT INTO audit_entries VALUES {string.Join(", ", rows)}");
    }
}
