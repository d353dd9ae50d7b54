using Microsoft.Data.Sqlite;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Storage;
using static NbaStudio.Tests.Storage.Rows;

namespace NbaStudio.Tests.Storage;

public sealed class InMemoryHubStoreTests : HubStoreContract
{
    protected override IHubStore Open() => new InMemoryHubStore();
}

public sealed class FaultInjectingHubStoreTests : HubStoreContract
{
    protected override IHubStore Open() => new FaultInjectingHubStore(new InMemoryHubStore(), 1);

    [Theory]
    [InlineData(FaultKind.Before, false)]
    [InlineData(FaultKind.During, false)]
    [InlineData(FaultKind.DiskFull, false)]
    [InlineData(FaultKind.Locked, false)]
    [InlineData(FaultKind.AfterCommit, true)]
    public void Commit_ArmedFault_FailsAndIsDurableOnlyAfterCommit(FaultKind kind, bool durable)
    {
        var store = (FaultInjectingHubStore)Store;
        var batch = Batch().Append(store, (1, "x"));
        store.FailNext(kind);
        Should.Throw<HubStoreException>(() => store.Commit(batch));
        store.ReadHead().Sequence.ShouldBe(durable ? 1 : 0);
        store.Injected.ShouldBe(1);
        store.Commit(Batch().Append(store, (1, "y")));
        store.VerifyChain().IsValid.ShouldBeTrue();
    }
}

public sealed class SqliteHubStoreTests : HubStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("hub.db");

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_AfterClosing_FindsEverything()
    {
        var batch = Batch().Append(Store, (1, "x"));
        batch.Customers.Add(Customer(1));
        Store.Commit(batch);
        var before = StoreDump.Of(Store);
        Store.Dispose();
        using var again = new SqliteHubStore(File);
        StoreDump.Of(again).ShouldBe(before);
        again.AcquireEpoch(0).ShouldBe(2);
    }

    [Fact]
    public void Open_WrittenByNewerProgram_SaysSo()
    {
        Store.Probe();
        Sql("UPDATE schema_version SET version = 999");
        Should.Throw<HubStoreException>(() => new SqliteHubStore(File)).Message.ShouldContain("store version 999");
    }

    [Fact]
    public void Open_NotADatabase_IsCorrupt()
    {
        var file = _folder.File("broken.db");
        System.IO.File.WriteAllText(file, new string('x', 5_000));
        Should.Throw<HubStoreException>(() => new SqliteHubStore(file)).Failure.ShouldBe(StoreFailure.Corrupt);
        Store.Probe();
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = x'00' WHERE sequence = 2", 2, "changed")]
    [InlineData("UPDATE journal SET time = time + 1 WHERE sequence = 2", 2, "changed")]
    [InlineData("UPDATE journal SET customer = 9 WHERE sequence = 3", 3, "changed")]
    [InlineData("UPDATE journal SET digest = zeroblob(32), payload = NULL, salt = NULL WHERE sequence = 2", 2, "follow")]
    [InlineData("UPDATE journal SET chain = zeroblob(32) WHERE sequence = 1", 1, "follow")]
    [InlineData("DELETE FROM journal WHERE sequence = 2", 3, "missing")]
    public void VerifyChain_Tampered_NamesTheEntry(string tampering, long faultAt, string fault)
    {
        Store.Commit(Batch().Append(Store, (1, "a"), (2, "b"), (3, "c")));
        Store.VerifyChain().IsValid.ShouldBeTrue();
        Sql(tampering);
        var report = Store.VerifyChain();
        (report.FaultAt, report.IsValid).ShouldBe((faultAt, false));
        report.Fault.ShouldNotBeNull().ShouldContain(fault);
    }

    [Fact]
    public void Commit_WhileAnotherProcessWrites_IsLockedAndRecovers()
    {
        Store.Commit(Batch().Append(Store, (1, "a")));
        using (var other = Connect())
        using (var begin = other.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
            Should.Throw<HubStoreException>(() => Store.Commit(Batch().Append(Store, (1, "b")))).Failure.ShouldBe(StoreFailure.Locked);
            Store.ReadHead().Sequence.ShouldBe(1);
        }

        Store.Probe();
        Store.Commit(Batch().Append(Store, (1, "b")));
        Store.ReadHead().Sequence.ShouldBe(2);
    }

    [Fact]
    public void Erase_Committed_LeavesNoTraceInTheFile()
    {
        var secret = "very-secret-words-" + new string('z', 40);
        var batch = Batch().Append(Store, (1, secret));
        batch.Customers.Add(Customer(1, secret));
        batch.Aliases.Add(new AliasRow(secret, 1));
        Store.Commit(batch);
        var erasure = Batch();
        erasure.Erasures.Add(1);
        Store.Commit(erasure);
        Store.Dispose();
        Directory.GetFiles(_folder.Path).Where(f => Holds(f, secret)).ShouldBeEmpty();
    }

    protected override IHubStore Open() => new SqliteHubStore(File);

    private static bool Holds(string file, string text) => System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(Bytes(text)) >= 0;

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Sql(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
