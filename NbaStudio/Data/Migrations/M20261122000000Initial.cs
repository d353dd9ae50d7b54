using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>The first tables. Migrations are written by hand; a test compares their result with the model.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261122000000_Initial")]
internal sealed class M20261122000000Initial : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("api_keys", table => new
        {
            Id = table.Column<string>(),
            Name = table.Column<string>(),
            Scopes = table.Column<string>(),
            Hash = table.Column<byte[]>(),
            CreatedAt = table.Column<long>(),
            RevokedAt = table.Column<long>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_api_keys", row => row.Id));

        migration.CreateTable("audit", table => new
        {
            Id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
            Time = table.Column<long>(),
            Who = table.Column<string>(),
            What = table.Column<string>(),
            Target = table.Column<string>(),
            Before = table.Column<string>(nullable: true),
            After = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_audit", row => row.Id));
        migration.CreateIndex("IX_audit_Time", "audit", "Time");

        migration.CreateTable("policy_items", table => new
        {
            RowId = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
            Kind = table.Column<string>(),
            ItemId = table.Column<string>(),
            Key = table.Column<long>(),
            Json = table.Column<string>(),
            Position = table.Column<long>(),
            AddedIn = table.Column<int>(),
            RemovedIn = table.Column<int>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_policy_items", row => row.RowId));
        migration.CreateIndex("IX_policy_items_AddedIn_RemovedIn", "policy_items", ["AddedIn", "RemovedIn"]);
        migration.CreateIndex("IX_policy_items_Kind_ItemId_AddedIn", "policy_items", ["Kind", "ItemId", "AddedIn"], unique: true);

        migration.CreateTable("revisions", table => new
        {
            Number = table.Column<int>(),
            Time = table.Column<long>(),
            Author = table.Column<string>(),
            Note = table.Column<string>(),
            ContentHash = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("PK_revisions", row => row.Number));

        migration.CreateTable("changes", table => new
        {
            Id = table.Column<string>(),
            Name = table.Column<string>(),
            BaseRevision = table.Column<int>(),
            State = table.Column<string>(),
            Document = table.Column<string>(nullable: true),
            Author = table.Column<string>(),
            CreatedAt = table.Column<long>(),
            UpdatedAt = table.Column<long>(),
            Version = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("PK_changes", row => row.Id));

        migration.CreateTable("change_items", table => new
        {
            ChangeId = table.Column<string>(),
            Kind = table.Column<string>(),
            ItemId = table.Column<string>(),
            Json = table.Column<string>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_change_items", row => new { row.ChangeId, row.Kind, row.ItemId }));

        migration.CreateTable("idempotency", table => new
        {
            Caller = table.Column<string>(),
            Key = table.Column<string>(),
            Route = table.Column<string>(),
            BodyHash = table.Column<byte[]>(),
            Time = table.Column<long>(),
            Status = table.Column<int>(nullable: true),
            ContentType = table.Column<string>(nullable: true),
            Location = table.Column<string>(nullable: true),
            Body = table.Column<byte[]>(nullable: true),
        }, constraints: table => table.PrimaryKey("PK_idempotency", row => new { row.Caller, row.Key }));
        migration.CreateIndex("IX_idempotency_Time", "idempotency", "Time");

        migration.CreateTable("settings", table => new
        {
            Name = table.Column<string>(),
            Value = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("PK_settings", row => row.Name));
    }
}
