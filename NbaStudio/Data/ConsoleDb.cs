using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>What people and keys do: changes, revisions, keys, audit, settings. The hot path never comes here.</summary>
public sealed class ConsoleDb(DbContextOptions<ConsoleDb> options) : DbContext(options)
{
    internal DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    internal DbSet<AuditRow> Audit => Set<AuditRow>();
    internal DbSet<PolicyItemRow> PolicyItems => Set<PolicyItemRow>();
    internal DbSet<RevisionRow> Revisions => Set<RevisionRow>();
    internal DbSet<ChangeRow> Changes => Set<ChangeRow>();
    internal DbSet<ChangeItemRow> ChangeItems => Set<ChangeItemRow>();
    internal DbSet<IdempotencyRow> Idempotency => Set<IdempotencyRow>();
    internal DbSet<SettingRow> Settings => Set<SettingRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
        builder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<ApiKeyRow>(row => row.ToTable("api_keys").HasKey(key => key.Id));
        model.Entity<AuditRow>(row =>
        {
            row.ToTable("audit").HasKey(entry => entry.Id);
            row.HasIndex(entry => entry.Time);
        });
        model.Entity<PolicyItemRow>(row =>
        {
            row.ToTable("policy_items").HasKey(item => item.RowId);
            row.HasIndex(item => new { item.AddedIn, item.RemovedIn });
            row.HasIndex(item => new { item.Kind, item.ItemId, item.AddedIn }).IsUnique();
        });
        model.Entity<RevisionRow>(row =>
        {
            row.ToTable("revisions").HasKey(revision => revision.Number);
            row.Property(revision => revision.Number).ValueGeneratedNever();
        });
        model.Entity<ChangeRow>(row =>
        {
            row.ToTable("changes").HasKey(change => change.Id);
            row.Property(change => change.Version).IsConcurrencyToken();
        });
        model.Entity<ChangeItemRow>(row =>
        {
            row.ToTable("change_items").HasKey(item => new { item.ChangeId, item.Kind, item.ItemId });
            // Rows from before edits knew their base.
            row.Property(item => item.BaseRevision).HasDefaultValue(0);
        });
        model.Entity<IdempotencyRow>(row =>
        {
            row.ToTable("idempotency").HasKey(entry => new { entry.Caller, entry.Key });
            row.HasIndex(entry => entry.Time);
        });
        model.Entity<SettingRow>(row => row.ToTable("settings").HasKey(setting => setting.Name));
    }
}
