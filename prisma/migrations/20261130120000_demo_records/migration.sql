-- CreateTable
CREATE TABLE "ai_demo_record" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "ai_demo_record_pkey" PRIMARY KEY ("id")
);
