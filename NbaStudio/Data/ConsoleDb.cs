using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data;

/// <summary>What people and keys do: changes, revisions, accounts, keys, audit, settings. The hot path never comes here.</summary>
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
    internal DbSet<PictureRow> Pictures => Set<PictureRow>();
    internal DbSet<SavedFilterRow> SavedFilters => Set<SavedFilterRow>();
    internal DbSet<Account> Accounts => Set<Account>();
    internal DbSet<SessionRow> Sessions => Set<SessionRow>();
    internal DbSet<PlanRow> Plans => Set<PlanRow>();
    internal DbSet<WatchRow> Watches => Set<WatchRow>();
    internal DbSet<TrialRow> Trials => Set<TrialRow>();
    internal DbSet<TrialRevisionRow> TrialRevisions => Set<TrialRevisionRow>();
    internal DbSet<RetentionRunRow> RetentionRuns => Set<RetentionRunRow>();
    internal DbSet<AuditAnchorRow> AuditAnchors => Set<AuditAnchorRow>();

    // Every overload ends in these two.
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangeTracker.Entries<AuditRow>().Any() ? throw new NotSupportedException("What is audited is stored with SaveChangesAsync.") : base.SaveChanges(acceptAllChangesOnSuccess);

    /// <summary>New entries of the audit are chained to the last one inside the transaction that writes them.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var entries = ChangeTracker.Entries<AuditRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        if (entries.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        // SQLite's transactions begin as writing ones: nobody else appends between reading the last hash and storing the next.
        var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        await using (own)
        {
            await AuditChain.LinkAsync(this, entries, cancellationToken);
            var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }

            return written;
        }
    }

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
        model.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(row => row.Id);
            account.HasIndex(row => row.NormalizedUserName).IsUnique();
            account.Property(row => row.ConcurrencyStamp).IsConcurrencyToken();
            account.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed).Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed);
        });
        model.Entity<SessionRow>(row =>
        {
            row.ToTable("sessions").HasKey(session => session.Id);
            row.HasIndex(session => session.AccountId);
        });
        model.Entity<AuditAnchorRow>(row =>
        {
            row.ToTable("audit_anchors").HasKey(anchor => anchor.LastId);
            row.Property(anchor => anchor.LastId).ValueGeneratedNever();
        });
        model.Entity<PlanRow>(row => row.ToTable("publication_plans").HasKey(plan => plan.ChangeId));
        model.Entity<WatchRow>(row =>
        {
            row.ToTable("publication_watches").HasKey(watch => watch.Revision);
            row.Property(watch => watch.Revision).ValueGeneratedNever();
        });
        model.Entity<TrialRow>(row =>
        {
            row.ToTable("trials").HasKey(trial => trial.Id);
            row.Property(trial => trial.Id).ValueGeneratedNever();
        });
        model.Entity<TrialRevisionRow>(row =>
        {
            row.ToTable("trial_revisions").HasKey(revision => revision.Number);
            row.Property(revision => revision.Number).ValueGeneratedNever();
        });
        model.Entity<RetentionRunRow>(row => row.ToTable("retention_runs").HasKey(run => run.Id));
        model.Entity<PictureRow>(row => row.ToTable("pictures").HasKey(picture => picture.Id));
        model.Entity<SavedFilterRow>(row => row.ToTable("saved_filters").HasKey(filter => new { filter.Owner, filter.Page, filter.Name }));
        model.Entity<SettingRow>(row => row.ToTable("settings").HasKey(setting => setting.Name));
    }
}
