-- CreateTable
-- Unlogged: who looks at what is worth nothing after a crash, and should cost next to nothing to write.
CREATE UNLOGGED TABLE "ai_session_viewer" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "session_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_session_viewer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ai_session_viewer_session_id_idx" ON "ai_session_viewer"("session_id");
