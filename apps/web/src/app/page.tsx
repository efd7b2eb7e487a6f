import { redirect } from 'next/navigation';
import { requireSignedIn } from '@/server/require-visitor.ts';

/** Leads everyone to the first page that is for them. */
export default async function Home() {
  const { roles } = await requireSignedIn('/');
  if (roles.includes('SystemAdministrator')) redirect('/admin');
  redirect(roles.includes('Manager') ? '/admin/users' : '/admin/profile');
}
