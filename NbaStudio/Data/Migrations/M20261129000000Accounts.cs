using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Accounts, their sessions, the chain of the audit and the last use of keys.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129000000_Accounts")]
internal sealed class M20261129000000Accounts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("accounts", table => new
        {
            Id = table.Column<string>(),
            UserName = table.Column<string>(nullable: true),
            NormalizedUserName = table.Column<string>(nullable: true),
            PasswordHash = table.Column<string>(nullable: true),
            SecurityStamp = table.Column<string>(nullable: true),
            ConcurrencyStamp = table.Column<string>(nullable: true),
            TwoFactorEnabled = table.Column<bool>(),
            LockoutEnabled = table.Column<bool>(),
            LockoutEnd = table.Column<long>(nullable: true),
            AccessFailedCount = table.Column<int>(),
            RoleNames = table.Column<string>(),
            CreatedAt = table.Column<long>(),
            DisabledAt = table.Column<long>(nullable: true),
            LinkHash = table.Column<byte[]>(nullable: true),
            LinkExpiresAt = table.Column<long>(nullable: true),
            TotpKey = table.Column<string>(nullable: true),
            TotpStep = table.Column<long>(),
            RecoveryHashes = table.Column<string>(),
        }, constraints: table => table.PrimaryKey("PK_accounts", row => row.Id));
        migration.CreateIndex("IX_accounts_NormalizedUserName", "accounts", "NormalizedUserName", unique: true);

        migration.CreateTable("sessions", table => new
        {
            Id = table.Column<string>(),
            AccountId = table.Column<string>(),
            Client = table.Column<string>(),
            CreatedAt = table.Column<long>(),
            ExpiresAt = table.Column<long>(),
        }, constraints: table => table.PrimaryKey("PK_sessions", row => row.Id));
        migration.CreateIndex("IX_sessions_AccountId", "sessions", "AccountId");

        migration.AddColumn<byte[]>("Hash", "audit", nullable: true);
        migration.CreateTable("audit_anchors", table => new
        {
            LastId = table.Column<long>(),
            LastHash = table.Column<byte[]>(),
            Time = table.Column<long>(),
            Seal = table.Column<byte[]>(),
        }, constraints: table => table.PrimaryKey("PK_audit_anchors", row => row.LastId));

        migration.AddColumn<long>("LastUsedAt", "api_keys", nullable: true);
    }
}
